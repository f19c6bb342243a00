SELECT log.seq, at_ms, actor, event, round_id, subject_id, state_digest, content_hash, hash, salt, content
FROM log
LEFT JOIN log_content ON log_content.seq = log.seq
ORDER BY log.seq
