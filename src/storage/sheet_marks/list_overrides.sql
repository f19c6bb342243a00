SELECT heading, grade, because, reason FROM sheet_override WHERE sheet_id = ?1
