INSERT INTO round_draw (round_id, algorithm, method, seed, frame, size, stratified_by, min_per_stratum, issued_since,
    exclude_last_rounds, reserves, cohort_as_of, cohort_digest, drawn_ms, filters)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
ON CONFLICT (round_id) DO UPDATE SET size = excluded.size, reserves = excluded.reserves
