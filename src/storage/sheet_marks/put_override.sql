INSERT INTO sheet_override (sheet_id, heading, grade, because, reason) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (sheet_id, heading) DO UPDATE SET
    grade = excluded.grade, because = excluded.because, reason = excluded.reason
