SELECT EXISTS (SELECT 1 FROM agreed_answer WHERE round_id = ?1 AND subject_id = ?2)
    OR EXISTS (SELECT 1 FROM grade_override WHERE round_id = ?1 AND subject_id = ?2)
    OR EXISTS (SELECT 1 FROM agreed_thread WHERE round_id = ?1 AND subject_id = ?2)
