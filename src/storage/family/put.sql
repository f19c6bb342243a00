INSERT INTO family_conversation (round_id, subject_id, state, sounds_like_child, is_happening, worries_answered, note,
    on_day)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (round_id, subject_id) DO UPDATE SET
    state = excluded.state, sounds_like_child = excluded.sounds_like_child, is_happening = excluded.is_happening,
    worries_answered = excluded.worries_answered, note = excluded.note, on_day = excluded.on_day
