INSERT INTO round_member (round_id, member_id) VALUES (?1, ?2)
