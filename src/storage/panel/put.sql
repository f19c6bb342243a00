INSERT INTO panel_member (id, name, agency, role, email, team, duty)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, agency = excluded.agency, role = excluded.role, email = excluded.email,
    team = excluded.team, duty = excluded.duty
