SELECT * FROM phrase WHERE member_id = ?2 AND ?1 IS NOT NULL
