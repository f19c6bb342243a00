SELECT id, title, tool_id, depth, evidence, purpose, state, created_ms, caution, lines_of_enquiry
FROM round
WHERE id = ?1 AND ?2 IS NOT NULL
