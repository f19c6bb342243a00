SELECT id, title, tool_id, depth, evidence, purpose, state, created_ms, caution, lines_of_enquiry, held_back,
    algorithm, method, seed, frame, size, stratified_by, min_per_stratum, issued_since, exclude_last_rounds,
    reserves, cohort_as_of, cohort_digest, drawn_ms, filters
FROM round
LEFT JOIN round_draw ON round_draw.round_id = round.id
ORDER BY created_ms DESC, id DESC
