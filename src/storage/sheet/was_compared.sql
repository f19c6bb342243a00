SELECT EXISTS (SELECT 1 FROM comparison WHERE round_id = ?1 AND subject_id = ?2)
    OR EXISTS (SELECT 1
        FROM sheet
        JOIN assignment ON assignment.id = sheet.assignment_id
        WHERE assignment.round_id = ?1 AND assignment.subject_id = ?2 AND sheet.returned_ms IS NOT NULL AND sheet.not_blind = 1)
