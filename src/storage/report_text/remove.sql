DELETE FROM report_text WHERE round_id = ?1 AND kind = ?2 AND name = ?3
