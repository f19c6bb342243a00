UPDATE note SET in_report = ?2 WHERE id = ?1
