SELECT criterion FROM sheet_flag WHERE sheet_id = ?1
