INSERT INTO known_grade (tool_code, subject_id, grade)
VALUES (?1, ?2, ?3)
ON CONFLICT (tool_code, subject_id) DO UPDATE SET grade = excluded.grade
