SELECT assignment.subject_id, sheet.returned_reason
FROM sheet
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sheet.state = 'draft' AND sheet.returned_reason IS NOT NULL
ORDER BY sample_plan.draw_order
