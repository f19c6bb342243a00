SELECT value FROM file_fact WHERE name = ?1
