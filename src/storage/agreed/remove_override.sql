DELETE FROM grade_override WHERE round_id = ?1 AND subject_id = ?2
