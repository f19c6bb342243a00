SELECT note.id, sheet_id, criterion, kind, text, place, in_report FROM note WHERE sheet_id = ?1 ORDER BY written_ms, id
