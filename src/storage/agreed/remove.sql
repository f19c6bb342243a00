DELETE FROM agreed_answer WHERE round_id = ?1 AND subject_id = ?2 AND criterion = ?3
