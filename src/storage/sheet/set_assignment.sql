UPDATE assignment SET scope = ?2, scope_codes = ?3, locked = ?4 WHERE id = ?1
