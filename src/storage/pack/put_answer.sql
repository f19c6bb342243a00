INSERT INTO sheet_answer (sheet_id, criterion, answer, na_reason, given_ms) VALUES (?1, ?2, ?3, ?4, ?5)
