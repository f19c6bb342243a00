DELETE FROM draft_check_answer WHERE check_id = ?1 AND criterion = ?2
