INSERT INTO advice (id, reference, service, provider, author_role, requested_on, returned_on, outcome, exception,
    checked_by_provider_on)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (id) DO UPDATE SET
    reference = excluded.reference, service = excluded.service, provider = excluded.provider,
    author_role = excluded.author_role, requested_on = excluded.requested_on, returned_on = excluded.returned_on,
    outcome = excluded.outcome, exception = excluded.exception,
    checked_by_provider_on = excluded.checked_by_provider_on
