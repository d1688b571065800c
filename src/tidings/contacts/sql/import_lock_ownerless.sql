-- An address that is there and nobody's could be given to two new contacts at once: hold it.
SELECT count(*) FROM (
  SELECT FROM addresses a
  WHERE a.organisation_id = %(org)s
    AND a.id = ANY (ARRAY(
      SELECT known.id FROM import_addresses s
      CROSS JOIN LATERAL (
        SELECT k.id FROM addresses k WHERE k.organisation_id = %(org)s AND k.kind = s.kind AND k.lookup = s.lookup LIMIT 1) known
      WHERE known.id <> s.new_id
        AND NOT EXISTS (SELECT FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.address_id = known.id OFFSET 0)))
  ORDER BY a.kind, a.lookup
  FOR NO KEY UPDATE OF a
) held
