SELECT criterion, answer, na_reason, given_ms FROM sheet_answer WHERE sheet_id = ?1
