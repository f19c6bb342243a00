SELECT sample_plan.round_id, sample_plan.subject_id, sample_plan.draw_order, '' AS stratum, sample_plan.state,
    sample_plan.origin, sample_plan.practice, sample_plan.version_on, sample_plan.appendices,
    sample_plan.where_to_find, sample_plan.papers_ready
FROM assignment
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled'
