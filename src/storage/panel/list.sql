SELECT id, name, agency, role, email, team, duty FROM panel_member ORDER BY name
