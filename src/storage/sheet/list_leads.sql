SELECT subject_id, heading, member_id FROM heading_lead WHERE round_id = ?1 ORDER BY subject_id, heading
