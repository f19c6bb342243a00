SELECT 'grade ' || grade_override.grade || ' is not of the audit tool'
FROM grade_override
JOIN round ON round.id = grade_override.round_id
JOIN audit_tool ON audit_tool.id = round.tool_id
WHERE NOT EXISTS (SELECT 1 FROM json_each(audit_tool.content, '$.grade') AS g
    WHERE json_extract(g.value, '$.code') = grade_override.grade)
