-- Give the addresses to their people. A row found by another field than this address states the profile's address.
INSERT INTO contact_addresses AS o (organisation_id, contact_id, address_id, kind, rank, added_at)
SELECT DISTINCT ON (p.contact_id, s.address_id) %(org)s, p.contact_id, s.address_id, s.kind,
  CASE WHEN s.rank = 0 AND p.matched = s.kind THEN 1 ELSE s.rank END, %(at)s
FROM import_plan p
JOIN import_found s ON s.line = p.line
WHERE p.action IN ('create', 'update')
ORDER BY p.contact_id, s.address_id, s.rank
ON CONFLICT (organisation_id, contact_id, address_id) DO UPDATE SET rank = 0 WHERE excluded.rank = 0 AND o.rank <> 0
