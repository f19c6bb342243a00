SELECT id, measure, definition, kind, better, from_on, to_on, part_year, numerator, denominator, value, unit, quality,
    source, note
FROM measure_value
ORDER BY measure, definition, kind, from_on, to_on, id
