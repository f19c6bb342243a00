SELECT sheet_thread.sheet_id, number, hope, need, outcome, provision, hope_to_need, need_to_outcome, outcome_to_provision
FROM sheet_thread
JOIN sheet ON sheet.id = sheet_thread.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
WHERE assignment.round_id = ?1 AND (sheet.state = 'submitted' OR assignment.member_id = ?2)
ORDER BY sheet_thread.sheet_id, number
