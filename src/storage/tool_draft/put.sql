INSERT INTO tool_draft (id, code, from_version, content, changed_ms)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (id) DO UPDATE SET
    code = excluded.code, from_version = excluded.from_version, content = excluded.content,
    changed_ms = excluded.changed_ms
