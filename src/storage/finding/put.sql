INSERT INTO finding (id, round_id, kind, heading, theme, text, public_text, need, service, wait, in_report, place)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (id) DO UPDATE SET
    kind = excluded.kind, heading = excluded.heading, theme = excluded.theme, text = excluded.text,
    public_text = excluded.public_text, need = excluded.need, service = excluded.service, wait = excluded.wait,
    in_report = excluded.in_report, place = excluded.place
