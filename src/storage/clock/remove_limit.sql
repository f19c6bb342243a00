DELETE FROM clock_limit WHERE clock = ?1
