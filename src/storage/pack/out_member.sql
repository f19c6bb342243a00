SELECT * FROM panel_member WHERE id = ?2 AND ?1 IS NOT NULL
