INSERT INTO pack_merge (pack_id, digest, file_name, merged_ms, saved_ms, handed_in, log_seq)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
