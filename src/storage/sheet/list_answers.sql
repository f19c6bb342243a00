SELECT criterion, answer, na_reason FROM sheet_answer WHERE sheet_id = ?1
