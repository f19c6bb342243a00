SELECT finding_id, subject_id, criterion
FROM finding_source
JOIN finding ON finding.id = finding_source.finding_id
WHERE finding.round_id = ?1
ORDER BY finding_id, subject_id, criterion
