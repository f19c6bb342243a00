INSERT INTO comparison (round_id, subject_id, opened_ms, reason) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING
