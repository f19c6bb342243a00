DELETE FROM agreed_thread WHERE round_id = ?1 AND subject_id = ?2
