UPDATE sample_plan SET version_on = ?3, appendices = ?4, where_to_find = ?5, papers_ready = ?6
WHERE round_id = ?1 AND subject_id = ?2
