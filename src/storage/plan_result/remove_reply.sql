DELETE FROM round_reply WHERE id = ?1
