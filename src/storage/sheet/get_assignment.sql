SELECT assignment.id AS assignment_id, assignment.round_id, assignment.subject_id, assignment.member_id, scope, scope_codes, locked
FROM assignment
WHERE round_id = ?1 AND subject_id = ?2 AND member_id = ?3
