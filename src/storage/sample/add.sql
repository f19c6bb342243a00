INSERT INTO sample_plan (round_id, subject_id, draw_order, stratum, state, origin, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
