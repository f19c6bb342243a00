SELECT subject_id, criterion, answer, reason, how FROM agreed_answer WHERE round_id = ?1 ORDER BY subject_id, criterion
