SELECT subject_id, grade FROM known_grade WHERE tool_code = ?1 ORDER BY subject_id
