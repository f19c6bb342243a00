INSERT INTO panel_member (id, name, agency, role, email, team, duty, undertaking_on, trained_on, sees_health)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, agency = excluded.agency, role = excluded.role, email = excluded.email,
    team = excluded.team, duty = excluded.duty, undertaking_on = excluded.undertaking_on,
    trained_on = excluded.trained_on, sees_health = excluded.sees_health
