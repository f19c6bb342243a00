DELETE FROM file_blob WHERE name = ?1
