INSERT INTO sheet_flag (sheet_id, criterion) VALUES (?1, ?2) ON CONFLICT DO NOTHING
