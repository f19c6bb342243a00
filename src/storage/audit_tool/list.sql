SELECT id, content FROM audit_tool ORDER BY code, version
