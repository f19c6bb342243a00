UPDATE plan SET left_on = ?2 WHERE id = ?1
