SELECT member_id FROM round_member JOIN panel_member ON panel_member.id = member_id WHERE round_id = ?1 ORDER BY name
