SELECT
    id, reference, year_group, age, sex, ethnicity, primary_need, secondary_need, setting, setting_type,
    sen_unit, resourced_provision, placement, plan_kind, requested_on, issued_on, last_review_on, decision_on,
    personal_budget, coordinator, looked_after, child_in_need, protection_plan, adopted, eal, out_of_area,
    not_in_education, left_on, transferred_on, phase_transfer_due_on, phase_transfer_final_on
FROM plan
ORDER BY reference
