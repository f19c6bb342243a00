SELECT sheet_flag.sheet_id, sheet_flag.criterion
FROM sheet_flag
JOIN sheet ON sheet.id = sheet_flag.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
WHERE assignment.round_id = ?1 AND (sheet.state = 'submitted' OR assignment.member_id = ?2)
