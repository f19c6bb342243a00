SELECT id AS assignment_id, round_id, subject_id, member_id, scope, scope_codes, locked FROM assignment ORDER BY id
