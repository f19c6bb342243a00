DELETE FROM note WHERE sheet_id = ?1 AND criterion = ?2
