SELECT audit_tool.* FROM audit_tool JOIN round ON round.tool_id = audit_tool.id WHERE round.id = ?1 AND ?2 IS NOT NULL
