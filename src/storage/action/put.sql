INSERT INTO action (id, round_id, finding_id, what, theme, criteria, owner, team, forum, due_on, state, done_on,
    progress, evidence, public_line, is_training, made_on)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
ON CONFLICT (id) DO UPDATE SET
    round_id = excluded.round_id, finding_id = excluded.finding_id, what = excluded.what, theme = excluded.theme,
    criteria = excluded.criteria, owner = excluded.owner, team = excluded.team, forum = excluded.forum,
    due_on = excluded.due_on, state = excluded.state, done_on = excluded.done_on, progress = excluded.progress,
    evidence = excluded.evidence, public_line = excluded.public_line, is_training = excluded.is_training,
    made_on = excluded.made_on
