DELETE FROM assignment WHERE id = ?1
