INSERT INTO pack (id, round_id, member_id, passphrase, file_name, made_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
