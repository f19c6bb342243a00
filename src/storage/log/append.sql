INSERT INTO log (seq, at_ms, actor, event, round_id, subject_id, state_digest, content_hash, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
