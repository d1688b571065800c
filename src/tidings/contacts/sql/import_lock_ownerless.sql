-- An address that is there and nobody's could be given to two new contacts at once: hold it.
SELECT count(*) FROM (
  SELECT FROM addresses a
  WHERE a.organisation_id = %(org)s
    AND a.id = ANY (ARRAY(
      SELECT f.address_id FROM import_found f
      WHERE NOT f.fresh
        AND NOT EXISTS (SELECT FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.address_id = f.address_id OFFSET 0)))
  ORDER BY a.kind, a.lookup
  FOR NO KEY UPDATE OF a
) held
