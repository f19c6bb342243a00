SELECT id, kind, heading, theme, text, public_text, need, service, wait, in_report, place
FROM finding
WHERE round_id = ?1
ORDER BY CASE kind WHEN 'strength' THEN 1 WHEN 'consideration' THEN 2 ELSE 3 END, place, id
