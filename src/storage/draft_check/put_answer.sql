INSERT INTO draft_check_answer (check_id, criterion, answer, na_reason, note, given_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (check_id, criterion) DO UPDATE SET
    answer = excluded.answer, na_reason = excluded.na_reason, note = excluded.note, given_ms = excluded.given_ms
