DELETE FROM tool_draft WHERE id = ?1
