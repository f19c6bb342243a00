SELECT subject.*
FROM assignment
JOIN subject ON subject.id = assignment.subject_id
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled'
