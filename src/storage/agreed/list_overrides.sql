SELECT subject_id, grade, reason FROM grade_override WHERE round_id = ?1 ORDER BY subject_id
