-- An address that is there and nobody's could be given to two new contacts at once: hold it.
SELECT count(*) FROM (
  SELECT FROM addresses a
  WHERE a.organisation_id = %(org)s
    AND a.id IN (
      SELECT known.id FROM import_addresses s
      JOIN addresses known ON known.organisation_id = %(org)s AND known.kind = s.kind AND known.lookup = s.lookup
      WHERE known.id <> s.new_id
        AND NOT EXISTS (SELECT FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.address_id = known.id))
  ORDER BY a.kind, a.lookup
  FOR NO KEY UPDATE OF a
) held
