SELECT sheet_flag.*
FROM sheet_flag
JOIN sheet ON sheet.id = sheet_flag.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled'
