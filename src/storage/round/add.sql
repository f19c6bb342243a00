INSERT INTO round (id, title, tool_id, depth, evidence, purpose, state, created_ms, caution)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
