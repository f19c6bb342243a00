SELECT DISTINCT assignment_id
FROM sheet_version
JOIN assignment ON assignment.id = sheet_version.assignment_id
JOIN sample_plan USING (round_id, subject_id)
JOIN panel_member ON panel_member.id = assignment.member_id
WHERE sheet_version.state = 'waiting' AND assignment.round_id = ?1
ORDER BY sample_plan.draw_order, panel_member.name
