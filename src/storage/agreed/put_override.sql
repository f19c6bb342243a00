INSERT INTO grade_override (round_id, subject_id, grade, reason, set_ms) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (round_id, subject_id) DO UPDATE SET
    grade = excluded.grade, reason = excluded.reason, set_ms = excluded.set_ms
