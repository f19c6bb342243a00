SELECT id, from_version, content, changed_ms FROM tool_draft ORDER BY code, id
