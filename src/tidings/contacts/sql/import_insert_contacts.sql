INSERT INTO contacts (organisation_id, id, external_id, first_name, last_name, country, time_zone, time_zone_source, locale, locale_source,
  region, postcode, lifecycle, tags, attributes, created_at, updated_at)
SELECT %(org)s, contact_id, external_id, first_name, last_name, country, time_zone, time_zone_source, locale, locale_source,
  region, postcode, lifecycle, tags, attributes, %(at)s, %(at)s
FROM import_plan WHERE action = 'create' ORDER BY external_id
