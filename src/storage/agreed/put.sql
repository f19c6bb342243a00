INSERT INTO agreed_answer (round_id, subject_id, criterion, answer, reason, how, agreed_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (round_id, subject_id, criterion) DO UPDATE SET
    answer = excluded.answer, reason = excluded.reason, how = excluded.how, agreed_ms = excluded.agreed_ms
