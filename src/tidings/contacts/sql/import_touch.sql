-- Once the contacts are written: who was spoken of in this batch, what they were left as, and which addresses the changed ones have now.
INSERT INTO import_touched (organisation_id, import_id, key, line, made, left_as, changes, attested)
SELECT %(org)s, %(import)s, CASE WHEN action = 'create' AND NOT %(dry_run)s THEN contact_id ELSE key END, line, action = 'create',
  CASE WHEN action = 'create' AND NOT %(dry_run)s THEN contact_digest(external_id, first_name, last_name, country, time_zone, time_zone_source,
    locale, locale_source, region, postcode, lifecycle, tags, attributes) END,
  CASE WHEN changes IS NOT NULL THEN changes || jsonb_build_object('after', (
    SELECT coalesce(jsonb_object_agg(o.address_id, jsonb_build_array(o.kind, o.rank, o.verified_at, o.verified_how)), '{}')
    FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.contact_id = p.contact_id)) END,
  contact_id = ANY(%(attested)s)
FROM import_plan p WHERE action IN ('create', 'update', 'unchanged')
