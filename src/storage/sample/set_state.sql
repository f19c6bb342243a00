UPDATE sample_plan SET state = ?3, origin = ?4, reason = ?5 WHERE round_id = ?1 AND subject_id = ?2
