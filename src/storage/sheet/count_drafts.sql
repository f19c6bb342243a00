SELECT count(*)
FROM sheet
JOIN assignment ON assignment.id = sheet.assignment_id
WHERE assignment.round_id = ?1 AND sheet.state = 'draft'
