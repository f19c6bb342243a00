INSERT INTO plan_exception (plan_id, clock, exception) VALUES (?1, ?2, ?3)
