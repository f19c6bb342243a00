SELECT count(*)
FROM sheet
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND sheet.state = 'draft' AND sample_plan.practice = 0
