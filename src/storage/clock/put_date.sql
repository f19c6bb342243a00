INSERT INTO plan_date (plan_id, event, on_day) VALUES (?1, ?2, ?3)
