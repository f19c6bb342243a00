INSERT INTO report_text (round_id, kind, name, value) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (round_id, kind, name) DO UPDATE SET value = excluded.value
