INSERT INTO phrase (id, member_id, text) VALUES (?1, ?2, ?3)
