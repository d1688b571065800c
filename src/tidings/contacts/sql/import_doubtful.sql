-- Who has an address of a row and is told of otherwise: by another name, or by emails of which none is the row's.
SELECT DISTINCT r.line, c.id, c.first_name, c.last_name, e.other
FROM import_found s
JOIN import_rows r ON r.line = s.line
CROSS JOIN LATERAL (
  SELECT k.contact_id FROM contact_addresses k WHERE k.organisation_id = %(org)s AND k.address_id = s.address_id ORDER BY k.rank, k.contact_id LIMIT 100) o
CROSS JOIN LATERAL (
  SELECT k.id, k.first_name, k.last_name FROM contacts k WHERE k.organisation_id = %(org)s AND k.id = o.contact_id LIMIT 1) c
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM import_found n
    WHERE n.line = r.line AND n.kind = 'email'
      AND EXISTS (SELECT FROM contact_addresses k WHERE k.organisation_id = %(org)s AND k.contact_id = c.id AND k.kind = 'email' OFFSET 0)
      AND NOT EXISTS (
        SELECT FROM contact_addresses k
        WHERE k.organisation_id = %(org)s AND k.contact_id = c.id AND k.address_id = n.address_id OFFSET 0)) AS other) e
WHERE NOT s.fresh
  AND (e.other
    OR coalesce(r.first_name, r.last_name) IS NOT NULL AND coalesce(c.first_name, c.last_name) IS NOT NULL
      AND (r.first_name IS DISTINCT FROM c.first_name OR r.last_name IS DISTINCT FROM c.last_name))
