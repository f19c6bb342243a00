SELECT id, assignment_id, state, submitted_ms, not_blind FROM sheet WHERE assignment_id = ?1
