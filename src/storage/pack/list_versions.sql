SELECT digest, parent, state, content, came_ms FROM sheet_version WHERE assignment_id = ?1 ORDER BY came_ms, digest
