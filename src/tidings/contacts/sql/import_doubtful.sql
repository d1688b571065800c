-- Who has an address of a row and is told of otherwise: by another name, or by emails of which none is the row's.
SELECT DISTINCT r.line, c.id, c.first_name, c.last_name, e.other
FROM import_addresses s
JOIN import_rows r ON r.line = s.line
CROSS JOIN LATERAL (
  SELECT k.id FROM addresses k WHERE k.organisation_id = %(org)s AND k.kind = s.kind AND k.lookup = s.lookup LIMIT 1) a
CROSS JOIN LATERAL (
  SELECT k.contact_id FROM contact_addresses k WHERE k.organisation_id = %(org)s AND k.address_id = a.id ORDER BY k.rank, k.contact_id LIMIT 100) o
CROSS JOIN LATERAL (
  SELECT k.id, k.first_name, k.last_name FROM contacts k WHERE k.organisation_id = %(org)s AND k.id = o.contact_id LIMIT 1) c
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM import_addresses n
    WHERE n.line = r.line AND n.kind = 'email'
      AND EXISTS (SELECT FROM contact_addresses k WHERE k.organisation_id = %(org)s AND k.contact_id = c.id AND k.kind = 'email' OFFSET 0)
      AND NOT EXISTS (
        SELECT FROM contact_addresses k JOIN addresses b ON b.organisation_id = %(org)s AND b.id = k.address_id
        WHERE k.organisation_id = %(org)s AND k.contact_id = c.id AND k.kind = 'email' AND b.lookup = n.lookup OFFSET 0)) AS other) e
WHERE e.other
  OR coalesce(r.first_name, r.last_name) IS NOT NULL AND coalesce(c.first_name, c.last_name) IS NOT NULL
    AND (r.first_name IS DISTINCT FROM c.first_name OR r.last_name IS DISTINCT FROM c.last_name)
