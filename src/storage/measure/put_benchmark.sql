INSERT INTO benchmark (ons_code, year, measure, level, la_code, name, region, value)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (ons_code, year, measure) DO UPDATE SET value = excluded.value
