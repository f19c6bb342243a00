SELECT kind, name, value FROM report_text WHERE round_id = ?1 ORDER BY kind, name
