SELECT plan_id, clock, exception FROM plan_exception ORDER BY plan_id, clock
