SELECT ons_code, year, measure, level, la_code, name, region, value
FROM benchmark
ORDER BY ons_code, year, measure
