SELECT id, sent_to, sent_on, due_on, replied_on, reply, changed
FROM round_reply
WHERE round_id = ?1
ORDER BY sent_on, id
