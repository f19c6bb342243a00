SELECT sheet_thread.*
FROM sheet_thread
JOIN sheet ON sheet.id = sheet_thread.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled'
