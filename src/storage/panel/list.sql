SELECT id, name, agency, role, email, team, duty, undertaking_on, trained_on, sees_health
FROM panel_member
ORDER BY name
