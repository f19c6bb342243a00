DELETE FROM pack_merge WHERE pack_id = ?1 AND digest = ?2
