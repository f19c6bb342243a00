SELECT assignment.id AS assignment_id, assignment.round_id, assignment.subject_id, assignment.member_id, scope, scope_codes, locked,
    sheet.state AS state,
    (SELECT count(*) FROM sheet_answer WHERE sheet_answer.sheet_id = sheet.id) AS answered
FROM assignment
JOIN sample_plan USING (round_id, subject_id)
JOIN panel_member ON panel_member.id = assignment.member_id
LEFT JOIN sheet ON sheet.assignment_id = assignment.id
WHERE assignment.round_id = ?1
ORDER BY sample_plan.practice DESC, sample_plan.draw_order, panel_member.name
