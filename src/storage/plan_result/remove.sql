DELETE FROM plan_result WHERE round_id = ?1 AND subject_id = ?2
