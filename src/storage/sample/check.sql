-- A pack has its member's plans without the record of how they were drawn.
SELECT 'round ' || round.title || ': a sample without a draw'
FROM round
WHERE EXISTS (SELECT 1 FROM sample_plan WHERE sample_plan.round_id = round.id)
    AND NOT EXISTS (SELECT 1 FROM round_draw WHERE round_draw.round_id = round.id)
    AND NOT EXISTS (SELECT 1 FROM file_fact WHERE name = 'kind' AND value = 'pack')
