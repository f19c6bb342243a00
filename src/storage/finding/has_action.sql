SELECT EXISTS (SELECT 1 FROM action WHERE finding_id = ?1)
