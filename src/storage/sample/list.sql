SELECT sample_plan.subject_id, draw_order, stratum, state, origin, reason, plan.*
FROM sample_plan
JOIN subject ON subject.id = sample_plan.subject_id
JOIN plan ON plan.id = subject.plan_id
WHERE sample_plan.round_id = ?1
ORDER BY draw_order
