-- What is other than before with each contact that will be changed, so that it can be given back: fields and attributes by name as [before, after],
-- tags that are new, and all addresses as they are. A time zone goes with how it is known, and so does a locale.
UPDATE import_plan p SET changes = d.changes FROM (
  SELECT q.line, jsonb_build_object(
    'fields', (
      SELECT coalesce(jsonb_object_agg(key, jsonb_build_array(b.value, a.value)), '{}') FROM jsonb_each(jsonb_build_object(
        'external_id', c.external_id, 'first_name', c.first_name, 'last_name', c.last_name, 'country', c.country::text,
        'time_zone', jsonb_build_array(c.time_zone, c.time_zone_source), 'locale', jsonb_build_array(c.locale, c.locale_source),
        'region', c.region, 'postcode', c.postcode, 'lifecycle', c.lifecycle)) b
      JOIN jsonb_each(jsonb_build_object(
        'external_id', q.external_id, 'first_name', q.first_name, 'last_name', q.last_name, 'country', q.country,
        'time_zone', jsonb_build_array(q.time_zone, q.time_zone_source), 'locale', jsonb_build_array(q.locale, q.locale_source),
        'region', q.region, 'postcode', q.postcode, 'lifecycle', q.lifecycle)) a USING (key)
      WHERE a.value <> b.value),
    'attributes', (
      SELECT coalesce(jsonb_object_agg(key, jsonb_build_array(b.value, a.value)), '{}') FROM jsonb_each(q.attributes) a
      LEFT JOIN jsonb_each(c.attributes) b USING (key) WHERE a.value IS DISTINCT FROM b.value),
    'tags', to_jsonb(ARRAY(SELECT u FROM unnest(q.tags) u WHERE u <> ALL (c.tags))),
    'before', (
      SELECT coalesce(jsonb_object_agg(o.address_id, jsonb_build_array(o.kind, o.rank, o.verified_at, o.verified_how)), '{}')
      FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.contact_id = q.contact_id)
  ) AS changes
  FROM import_plan q
  CROSS JOIN LATERAL (SELECT k.* FROM contacts k WHERE k.organisation_id = %(org)s AND k.id = q.contact_id LIMIT 1) c
  WHERE q.action = 'update'
) d WHERE d.line = p.line
