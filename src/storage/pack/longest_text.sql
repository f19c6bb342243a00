SELECT max(
    (SELECT ifnull(max(length(CAST(value AS BLOB))), 0) FROM file_fact),
    (SELECT ifnull(max(length(CAST(title AS BLOB))), 0) FROM round),
    (SELECT ifnull(max(length(CAST(scope_codes AS BLOB))), 0) FROM assignment),
    (SELECT ifnull(max(length(CAST(criterion || answer || ifnull(na_reason, '') AS BLOB))), 0) FROM sheet_answer),
    (SELECT ifnull(max(length(CAST(criterion || place AS BLOB))), 0) FROM note),
    (SELECT ifnull(max(length(CAST(criterion AS BLOB))), 0) FROM sheet_flag),
    (SELECT ifnull(max(length(CAST(heading || grade || because || reason AS BLOB))), 0) FROM sheet_override),
    (SELECT ifnull(max(length(CAST(hope || need || outcome || provision AS BLOB))), 0) FROM sheet_thread),
    (SELECT ifnull(max(length(CAST(content AS BLOB))), 0) FROM sheet_version),
    (SELECT ifnull(max(length(CAST(what || told || outcome || follow_up AS BLOB))), 0) FROM urgent_concern))
