INSERT INTO sheet (id, assignment_id, state, started_ms, submitted_ms, not_blind, spent_ms)
VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)
ON CONFLICT (assignment_id) DO UPDATE SET
    state = excluded.state, started_ms = excluded.started_ms, submitted_ms = excluded.submitted_ms,
    spent_ms = excluded.spent_ms
