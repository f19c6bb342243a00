INSERT INTO sample_plan (round_id, subject_id, draw_order, stratum, state, origin, reason, practice, version_on, appendices,
    where_to_find, papers_ready)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
