-- Nobody may have written the contact since it was read: else the batch is done again.
UPDATE contacts c SET external_id = p.external_id, first_name = p.first_name, last_name = p.last_name, country = p.country,
  time_zone = p.time_zone, time_zone_source = p.time_zone_source, locale = p.locale, locale_source = p.locale_source,
  region = p.region, postcode = p.postcode, lifecycle = p.lifecycle, tags = p.tags, attributes = p.attributes, updated_at = %(at)s
FROM import_plan p
WHERE p.action = 'update' AND c.organisation_id = %(org)s AND c.id = p.contact_id AND c.updated_at = p.seen_at
