SELECT where_to_find FROM sample_plan WHERE round_id = ?1 AND subject_id = ?2
