SELECT id, round_id, finding_id, what, theme, criteria, owner, team, forum, due_on, state, done_on, progress, evidence,
    public_line, is_training, made_on
FROM action
ORDER BY due_on IS NULL, due_on, what, id
