INSERT INTO measure_value (id, measure, definition, kind, better, from_on, to_on, part_year, numerator, denominator,
    value, unit, quality, source, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
