INSERT INTO sheet_thread (sheet_id, number, hope, need, outcome, provision, hope_to_need, need_to_outcome, outcome_to_provision)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
