-- A plan of which the round reads more than one thing goes by its reference and the label of what is read.
SELECT sample_plan.subject_id, draw_order, stratum, state, origin, reason, practice, version_on, appendices,
    where_to_find, papers_ready, subject.label, subject.kind AS subject_kind, count(*) OVER (PARTITION BY plan.id) AS read_of_plan, plan.*
FROM sample_plan
JOIN subject ON subject.id = sample_plan.subject_id
JOIN plan ON plan.id = subject.plan_id
WHERE sample_plan.round_id = ?1
ORDER BY practice DESC, draw_order
