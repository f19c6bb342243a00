SELECT subject_id, result, reason, set_ms FROM plan_result WHERE round_id = ?1 ORDER BY subject_id
