DELETE FROM draft_check WHERE id = ?1
