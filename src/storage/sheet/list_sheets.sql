SELECT assignment.id AS assignment_id, assignment.round_id, assignment.subject_id, assignment.member_id, scope, scope_codes, locked, sheet.id, sheet.state, sheet.submitted_ms, sheet.not_blind,
       sheet.spent_ms, sheet.returned_reason
FROM sheet
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN sample_plan USING (round_id, subject_id)
JOIN panel_member ON panel_member.id = assignment.member_id
WHERE assignment.round_id = ?1 AND (sheet.state = 'submitted' OR assignment.member_id = ?2)
ORDER BY sample_plan.practice DESC, sample_plan.draw_order, panel_member.name
