SELECT id, reference, service, provider, author_role, requested_on, returned_on, outcome, exception,
    checked_by_provider_on
FROM advice
ORDER BY reference, service, requested_on, id
