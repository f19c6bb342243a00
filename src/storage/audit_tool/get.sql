SELECT content FROM audit_tool WHERE id = ?1
