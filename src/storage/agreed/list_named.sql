SELECT DISTINCT subject_id FROM log WHERE round_id = ?1 AND event = 'names_shown' AND subject_id IS NOT NULL
ORDER BY subject_id
