INSERT INTO sheet (id, assignment_id, state, started_ms, submitted_ms, not_blind) VALUES (?1, ?2, 'draft', ?3, NULL, 0)
