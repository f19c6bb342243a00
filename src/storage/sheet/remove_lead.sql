DELETE FROM heading_lead WHERE round_id = ?1 AND subject_id = ?2 AND heading = ?3
