INSERT INTO sheet_answer (sheet_id, criterion, answer, na_reason, given_ms) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (sheet_id, criterion) DO UPDATE SET
    answer = excluded.answer, na_reason = excluded.na_reason, given_ms = excluded.given_ms
