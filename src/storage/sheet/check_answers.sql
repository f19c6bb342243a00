SELECT 'criterion ' || sheet_answer.criterion || ': ' || sheet_answer.answer || ' is not of the audit tool'
FROM sheet_answer
JOIN sheet ON sheet.id = sheet_answer.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN round ON round.id = assignment.round_id
JOIN audit_tool ON audit_tool.id = round.tool_id
WHERE (sheet_answer.answer <> 'handed'
        AND NOT EXISTS (SELECT 1 FROM json_each(audit_tool.content, '$.answer') AS a WHERE json_extract(a.value, '$.code') = sheet_answer.answer))
    OR NOT EXISTS (SELECT 1 FROM json_each(audit_tool.content, '$.heading') AS h, json_each(h.value, '$.criterion') AS c
        WHERE json_extract(c.value, '$.code') = sheet_answer.criterion)
