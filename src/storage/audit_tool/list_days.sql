SELECT id, published_ms FROM audit_tool ORDER BY id
