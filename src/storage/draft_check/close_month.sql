INSERT INTO draft_month (month, closed_ms) VALUES (?1, ?2)
