DELETE FROM sheet_override WHERE sheet_id = ?1 AND heading = ?2
