DELETE FROM sheet_version WHERE assignment_id = ?1 AND digest = ?2
