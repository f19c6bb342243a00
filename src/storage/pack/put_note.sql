INSERT INTO note (id, sheet_id, criterion, kind, text, place, in_report, written_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (sheet_id, criterion) DO UPDATE SET
    kind = excluded.kind, text = excluded.text, place = excluded.place, in_report = excluded.in_report,
    written_ms = excluded.written_ms
