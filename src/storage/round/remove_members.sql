DELETE FROM round_member WHERE round_id = ?1
