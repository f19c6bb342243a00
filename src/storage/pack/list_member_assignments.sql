SELECT assignment.id AS assignment_id, assignment.round_id, assignment.subject_id, assignment.member_id, scope, scope_codes, locked
FROM assignment
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND (?3 OR sample_plan.state = 'sampled')
ORDER BY sample_plan.draw_order
