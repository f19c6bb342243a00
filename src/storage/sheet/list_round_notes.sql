SELECT note.id, sheet_id, criterion, kind, text, place, in_report
FROM note
JOIN sheet ON sheet.id = note.sheet_id
JOIN assignment ON assignment.id = sheet.assignment_id
WHERE assignment.round_id = ?1 AND (sheet.state = 'submitted' OR assignment.member_id = ?2)
ORDER BY written_ms, note.id
