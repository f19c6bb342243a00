SELECT 'criterion ' || agreed_answer.criterion || ': ' || agreed_answer.answer || ' is not of the audit tool'
FROM agreed_answer
JOIN round ON round.id = agreed_answer.round_id
JOIN audit_tool ON audit_tool.id = round.tool_id
WHERE NOT EXISTS (SELECT 1 FROM json_each(audit_tool.content, '$.answer') AS a WHERE json_extract(a.value, '$.code') = agreed_answer.answer)
    OR NOT EXISTS (SELECT 1 FROM json_each(audit_tool.content, '$.heading') AS h, json_each(h.value, '$.criterion') AS c
        WHERE json_extract(c.value, '$.code') = agreed_answer.criterion)
