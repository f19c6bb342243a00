INSERT INTO draw_stratum (round_id, name, population, sampled) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (round_id, name) DO UPDATE SET sampled = excluded.sampled
