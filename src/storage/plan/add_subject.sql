INSERT INTO subject (id, plan_id, kind, label) VALUES (?1, ?2, ?3, ?4)
