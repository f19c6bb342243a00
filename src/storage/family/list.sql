SELECT subject_id, state, sounds_like_child, is_happening, worries_answered, note, on_day
FROM family_conversation
WHERE round_id = ?1
ORDER BY subject_id
