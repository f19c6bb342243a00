SELECT number, hope, need, outcome, provision, hope_to_need, need_to_outcome, outcome_to_provision FROM sheet_thread WHERE sheet_id = ?1 ORDER BY number
