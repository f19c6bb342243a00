DELETE FROM known_grade WHERE tool_code = ?1 AND subject_id = ?2
