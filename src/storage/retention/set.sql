UPDATE round SET keep_until = ?2 WHERE id = ?1
