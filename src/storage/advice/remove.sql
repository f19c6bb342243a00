DELETE FROM advice WHERE id = ?1
