DELETE FROM phrase WHERE id = ?1 AND member_id = ?2
