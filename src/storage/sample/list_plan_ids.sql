SELECT subject.plan_id
FROM sample_plan
JOIN subject ON subject.id = sample_plan.subject_id
WHERE sample_plan.round_id = ?1 AND sample_plan.state = 'sampled'
ORDER BY draw_order
