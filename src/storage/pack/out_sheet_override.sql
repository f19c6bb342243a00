SELECT sheet_override.*
FROM sheet_override
JOIN sheet ON sheet.id = sheet_override.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled'
