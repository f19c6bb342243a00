INSERT INTO draft_check (id, reference, draft_on, tool_id, checker_id, second_of, begun_ms, decision, reason, decided_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (id) DO UPDATE SET
    reference = excluded.reference, draft_on = excluded.draft_on, decision = excluded.decision,
    reason = excluded.reason, decided_ms = excluded.decided_ms
