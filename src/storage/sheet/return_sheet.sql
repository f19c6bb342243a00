UPDATE sheet
SET state = 'draft', submitted_ms = NULL, returned_ms = ?2, returned_reason = ?3, not_blind = max(not_blind, ?4)
WHERE id = ?1
