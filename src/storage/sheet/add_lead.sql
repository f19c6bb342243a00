INSERT INTO heading_lead (round_id, subject_id, heading, member_id) VALUES (?1, ?2, ?3, ?4)
