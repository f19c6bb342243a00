SELECT spent_ms, returned_reason FROM sheet WHERE id = ?1
