INSERT INTO assignment (id, round_id, subject_id, member_id, scope, scope_codes, locked)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
