DELETE FROM member_interest WHERE member_id = ?1
