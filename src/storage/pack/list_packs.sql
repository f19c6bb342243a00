SELECT id, round_id, member_id, passphrase, file_name, made_ms FROM pack ORDER BY made_ms, id
