DELETE FROM draft_month WHERE month = ?1
