SELECT criterion, answer, na_reason, note FROM draft_check_answer WHERE check_id = ?1 ORDER BY criterion
