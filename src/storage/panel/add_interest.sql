INSERT INTO member_interest (member_id, interest) VALUES (?1, ?2) ON CONFLICT DO NOTHING
