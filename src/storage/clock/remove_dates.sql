DELETE FROM plan_date WHERE plan_id = ?1
