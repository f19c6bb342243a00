INSERT INTO clock_limit (clock, amount, unit) VALUES (?1, ?2, ?3)
ON CONFLICT (clock) DO UPDATE SET amount = excluded.amount, unit = excluded.unit
