INSERT INTO sheet_version (assignment_id, digest, parent, state, content, came_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (assignment_id, digest) DO UPDATE SET state = excluded.state
