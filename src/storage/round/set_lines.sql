UPDATE round SET lines_of_enquiry = ?2 WHERE id = ?1
