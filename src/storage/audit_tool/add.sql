INSERT INTO audit_tool (id, code, version, title, subject, content, published_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
