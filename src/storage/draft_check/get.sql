SELECT id, reference, draft_on, tool_id, checker_id, second_of, begun_ms, decision, reason, decided_ms
FROM draft_check
WHERE id = ?1
