SELECT name, population, sampled FROM draw_stratum WHERE round_id = ?1 ORDER BY name
