DELETE FROM family_conversation WHERE round_id = ?1 AND subject_id = ?2
