DELETE FROM sheet_flag WHERE sheet_id = ?1 AND criterion = ?2
