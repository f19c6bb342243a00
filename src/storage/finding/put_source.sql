INSERT INTO finding_source (finding_id, subject_id, criterion) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING
