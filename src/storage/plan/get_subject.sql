SELECT id FROM subject WHERE plan_id = ?1 AND kind = ?2 AND label = ?3
