SELECT id, state, started_ms, submitted_ms, spent_ms FROM sheet WHERE assignment_id = ?1
