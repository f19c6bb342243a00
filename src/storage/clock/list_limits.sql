SELECT clock, amount, unit FROM clock_limit ORDER BY clock
