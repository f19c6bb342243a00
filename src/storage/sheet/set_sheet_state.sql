UPDATE sheet
SET state = CASE WHEN ?2 IS NULL THEN 'draft' ELSE 'submitted' END, submitted_ms = ?2, not_blind = ?3
WHERE id = ?1
