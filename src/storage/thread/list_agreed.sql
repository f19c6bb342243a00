SELECT subject_id, number, hope, need, outcome, provision, hope_to_need, need_to_outcome, outcome_to_provision FROM agreed_thread WHERE round_id = ?1 ORDER BY subject_id, number
