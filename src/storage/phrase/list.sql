SELECT id, text FROM phrase WHERE member_id = ?1 ORDER BY id
