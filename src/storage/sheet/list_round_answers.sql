SELECT sheet_answer.sheet_id, criterion, answer, na_reason
FROM sheet_answer
JOIN sheet ON sheet.id = sheet_answer.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
WHERE assignment.round_id = ?1 AND (sheet.state = 'submitted' OR assignment.member_id = ?2)
