-- What a reader needs: not who the child is like, nor who writes the plan.
SELECT plan.id, plan.reference, plan.year_group, plan.age, plan.primary_need, plan.secondary_need, plan.setting,
    plan.setting_type, plan.sen_unit, plan.resourced_provision, plan.placement, plan.plan_kind, plan.issued_on,
    plan.last_review_on, plan.personal_budget
FROM plan
WHERE plan.id IN (
    SELECT subject.plan_id
    FROM assignment
    JOIN sample_plan USING (round_id, subject_id)
    JOIN subject ON subject.id = assignment.subject_id
    WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled')
