INSERT INTO log_content (seq, salt, content) VALUES (?1, ?2, ?3)
