DELETE FROM comparison WHERE round_id = ?1 AND subject_id = ?2 AND reason IS NULL
