SELECT pack_id, digest, file_name, merged_ms, saved_ms, handed_in FROM pack_merge ORDER BY log_seq, pack_id
