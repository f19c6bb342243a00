SELECT heading_lead.*
FROM heading_lead
JOIN assignment USING (round_id, subject_id, member_id)
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled'
