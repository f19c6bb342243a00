SELECT criterion, kind, text, place, in_report, written_ms FROM note WHERE sheet_id = ?1
