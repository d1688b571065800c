-- Make the addresses that are new, in the order of their keys, so that two imports wait for each other and never in a circle.
INSERT INTO addresses (organisation_id, id, kind, lookup, sealed, country, line_type, domain, zones, regions, added_at)
SELECT DISTINCT ON (kind, lookup) %(org)s, new_id, kind, lookup, sealed, country, line_type, domain, zones, regions, %(at)s
FROM import_addresses ORDER BY kind, lookup
ON CONFLICT (organisation_id, kind, lookup) DO NOTHING
