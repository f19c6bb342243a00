SELECT sheet_answer.*
FROM sheet_answer
JOIN sheet ON sheet.id = sheet_answer.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled'
