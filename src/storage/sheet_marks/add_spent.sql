UPDATE sheet SET spent_ms = spent_ms + ?2 WHERE id = ?1
