SELECT id, round_id, subject_id, kind, what, told, told_ms, outcome, recorded_ms, closed_ms, raised_by,
       follow_up, may_see
FROM urgent_concern
WHERE round_id = ?1
ORDER BY recorded_ms, id
