SELECT ifnull(max(length(CAST(text AS BLOB))), 0) FROM note
