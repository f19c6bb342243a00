SELECT criterion FROM sheet_answer WHERE sheet_id = ?1 ORDER BY given_ms DESC, criterion DESC LIMIT 1
