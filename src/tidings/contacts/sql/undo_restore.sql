-- Write contacts as they are to be, from rows that have all their columns.
UPDATE contacts c SET external_id = r.external_id, first_name = r.first_name, last_name = r.last_name, country = r.country,
  time_zone = r.time_zone, time_zone_source = r.time_zone_source, locale = r.locale, locale_source = r.locale_source,
  region = r.region, postcode = r.postcode, lifecycle = r.lifecycle, tags = r.tags, attributes = r.attributes, updated_at = %(at)s
FROM jsonb_to_recordset(%(rows)s) AS r (
  id uuid, external_id text, first_name text, last_name text, country text, time_zone text, time_zone_source text, locale text, locale_source text,
  region text, postcode text, lifecycle text, tags text[], attributes jsonb)
WHERE c.organisation_id = %(org)s AND c.id = r.id
