INSERT INTO measure_value (id, measure, definition, kind, better, from_on, to_on, part_year, numerator, denominator,
    value, unit, quality, source, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
ON CONFLICT (id) DO UPDATE SET
    measure = excluded.measure, definition = excluded.definition, kind = excluded.kind, better = excluded.better,
    from_on = excluded.from_on, to_on = excluded.to_on, part_year = excluded.part_year,
    numerator = excluded.numerator, denominator = excluded.denominator, value = excluded.value,
    unit = excluded.unit, quality = excluded.quality, source = excluded.source, note = excluded.note
