INSERT INTO round_reply (id, round_id, sent_to, sent_on, due_on, replied_on, reply, changed)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (id) DO UPDATE SET
    sent_to = excluded.sent_to, sent_on = excluded.sent_on, due_on = excluded.due_on,
    replied_on = excluded.replied_on, reply = excluded.reply, changed = excluded.changed
