INSERT INTO sheet_override (sheet_id, heading, grade, because, reason) VALUES (?1, ?2, ?3, ?4, ?5)
