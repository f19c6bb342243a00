SELECT id, round_id, subject_id, kind, what, told, told_ms, outcome, recorded_ms, closed_ms
FROM urgent_concern
WHERE round_id = ?1
ORDER BY recorded_ms, id
