-- What was the profile's address before becomes a former one.
UPDATE contact_addresses o SET rank = 2, verified_at = NULL, verified_how = NULL
FROM import_plan p
JOIN import_found s ON s.line = p.line AND s.rank = 0
WHERE p.action = 'update' AND p.matched <> s.kind
  AND o.organisation_id = %(org)s AND o.contact_id = p.contact_id AND o.kind = s.kind AND o.rank = 0
  AND o.address_id <> s.address_id
