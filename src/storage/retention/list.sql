SELECT id, keep_until, closed_ms FROM round ORDER BY created_ms DESC, id DESC
