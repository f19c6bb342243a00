SELECT subject_id FROM comparison WHERE round_id = ?1 ORDER BY subject_id
