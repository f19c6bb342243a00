INSERT INTO plan (
    id, reference, year_group, age, sex, ethnicity, primary_need, secondary_need, setting, setting_type,
    sen_unit, resourced_provision, placement, plan_kind, requested_on, issued_on, last_review_on, decision_on,
    personal_budget, coordinator, looked_after, child_in_need, protection_plan, adopted, eal, out_of_area,
    not_in_education, left_on, transferred_on, phase_transfer_due_on, phase_transfer_final_on
) VALUES (
    :id, :reference, :year_group, :age, :sex, :ethnicity, :primary_need, :secondary_need, :setting,
    :setting_type, :sen_unit, :resourced_provision, :placement, :plan_kind, :requested_on, :issued_on,
    :last_review_on, :decision_on, :personal_budget, :coordinator, :looked_after, :child_in_need,
    :protection_plan, :adopted, :eal, :out_of_area, :not_in_education, :left_on, :transferred_on,
    :phase_transfer_due_on, :phase_transfer_final_on
)
ON CONFLICT (id) DO UPDATE SET
    reference = excluded.reference, year_group = excluded.year_group, age = excluded.age, sex = excluded.sex,
    ethnicity = excluded.ethnicity, primary_need = excluded.primary_need, secondary_need =
    excluded.secondary_need, setting = excluded.setting, setting_type = excluded.setting_type, sen_unit =
    excluded.sen_unit, resourced_provision = excluded.resourced_provision, placement = excluded.placement,
    plan_kind = excluded.plan_kind, requested_on = excluded.requested_on, issued_on = excluded.issued_on,
    last_review_on = excluded.last_review_on, decision_on = excluded.decision_on, personal_budget =
    excluded.personal_budget, coordinator = excluded.coordinator, looked_after = excluded.looked_after,
    child_in_need = excluded.child_in_need, protection_plan = excluded.protection_plan, adopted =
    excluded.adopted, eal = excluded.eal, out_of_area = excluded.out_of_area, not_in_education =
    excluded.not_in_education, left_on = excluded.left_on, transferred_on = excluded.transferred_on,
    phase_transfer_due_on = excluded.phase_transfer_due_on, phase_transfer_final_on =
    excluded.phase_transfer_final_on
