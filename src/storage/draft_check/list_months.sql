SELECT month FROM draft_month ORDER BY month
