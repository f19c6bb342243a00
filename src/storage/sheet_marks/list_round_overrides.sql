SELECT sheet_override.sheet_id, sheet_override.heading, sheet_override.grade, sheet_override.because, sheet_override.reason
FROM sheet_override
JOIN sheet ON sheet.id = sheet_override.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
WHERE assignment.round_id = ?1 AND (sheet.state = 'submitted' OR assignment.member_id = ?2)
