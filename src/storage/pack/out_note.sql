SELECT note.id, note.sheet_id, note.criterion, note.kind, note.text, note.place, 0 AS in_report, note.written_ms
FROM note
JOIN sheet ON sheet.id = note.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
JOIN sample_plan USING (round_id, subject_id)
WHERE assignment.round_id = ?1 AND assignment.member_id = ?2 AND sample_plan.state = 'sampled'
