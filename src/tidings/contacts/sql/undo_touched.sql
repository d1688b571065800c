-- What an import did to these people, and what happened to them since. Nothing did to one that it made as long as the contact is what it was
-- left as, and its addresses are those that came with it.
SELECT t.key, t.made, t.changes, t.attested,
  coalesce(t.left_as = contact_digest(c.external_id, c.first_name, c.last_name, c.country, c.time_zone, c.time_zone_source, c.locale, c.locale_source,
    c.region, c.postcode, c.lifecycle, c.tags, c.attributes), false)
  AND NOT EXISTS (
    SELECT FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.contact_id = t.key
      AND (o.added_at <> c.created_at OR o.rank = 2 OR o.verified_at IS NOT NULL)),
  t.made AND EXISTS (
    SELECT FROM imports i WHERE i.organisation_id = %(org)s AND i.id = t.named_in AND i.status NOT IN ('undoing', 'undone')),
  t.made AND EXISTS (SELECT FROM contact_merges m WHERE m.organisation_id = %(org)s AND m.kept_id = t.key AND m.undone_at IS NULL),
  t.made AND EXISTS (SELECT FROM events e WHERE e.organisation_id = %(org)s AND e.contact_id = t.key)
FROM import_touched t
LEFT JOIN LATERAL (SELECT k.* FROM contacts k WHERE k.organisation_id = %(org)s AND k.id = t.key LIMIT 1) c ON true
WHERE t.organisation_id = %(org)s AND t.import_id = %(import)s AND t.key = ANY(%(contacts)s)
ORDER BY t.key
