SELECT plan_id, event, on_day FROM plan_date ORDER BY plan_id, event
