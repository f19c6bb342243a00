INSERT INTO urgent_concern (id, round_id, subject_id, kind, what, told, told_ms, outcome, recorded_ms, closed_ms,
    raised_by, follow_up, may_see)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, what = excluded.what, told = excluded.told, told_ms = excluded.told_ms,
    outcome = excluded.outcome, closed_ms = excluded.closed_ms, follow_up = excluded.follow_up,
    may_see = excluded.may_see
