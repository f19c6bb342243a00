INSERT INTO plan_result (round_id, subject_id, result, reason, set_ms) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (round_id, subject_id) DO UPDATE SET
    result = excluded.result, reason = excluded.reason, set_ms = excluded.set_ms
