DELETE FROM plan_exception WHERE plan_id = ?1
