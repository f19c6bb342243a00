DELETE FROM sheet_thread WHERE sheet_id = ?1
