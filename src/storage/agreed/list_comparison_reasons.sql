SELECT subject_id, reason FROM comparison WHERE round_id = ?1 ORDER BY subject_id
