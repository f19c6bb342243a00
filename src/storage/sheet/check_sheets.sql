SELECT 'sheet of ' || panel_member.name || ': its plan was never part of the sample'
FROM sheet
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN panel_member ON panel_member.id = assignment.member_id
JOIN sample_plan USING (round_id, subject_id)
WHERE sample_plan.state = 'reserve'
