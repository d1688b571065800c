-- For each row: whose it is, whether that person was already spoken of in this file, and the contact as it will be.
-- A person is found by external id, else by phone, else by a WhatsApp user's id, else by email; a row with an external id takes over a contact found by
-- address only if that one has no external id yet, and only the first such row does. Strangers who have the address are
-- passed over, and people told apart in the file don't all take one nameless contact.
-- Each LATERAL with LIMIT or OFFSET is a look-up by key, whatever the planner believes about the size of the tables.
INSERT INTO import_plan
WITH candidate AS (
  SELECT r.line, c.id AS contact_id, 'external_id' AS matched, 0 AS preference, false AS vague, 0 AS rank
  FROM import_rows r
  CROSS JOIN LATERAL (SELECT k.id FROM contacts k WHERE k.organisation_id = %(org)s AND k.external_id = r.external_id LIMIT 1) c
  WHERE r.external_id IS NOT NULL
  UNION ALL
  SELECT r.line, o.contact_id, s.kind, CASE s.kind WHEN 'phone' THEN 1 WHEN 'whatsapp_user' THEN 2 ELSE 3 END, c.vague, o.rank
  FROM import_found s
  JOIN import_rows r ON r.line = s.line
  CROSS JOIN LATERAL (
    SELECT k.contact_id, k.rank FROM contact_addresses k WHERE k.organisation_id = %(org)s AND k.address_id = s.address_id
    ORDER BY k.rank, k.contact_id LIMIT 100) o
  CROSS JOIN LATERAL (
    SELECT k.external_id, k.first_name IS NULL AND k.last_name IS NULL AS vague
    FROM contacts k WHERE k.organisation_id = %(org)s AND k.id = o.contact_id LIMIT 1) c
  WHERE NOT s.fresh AND (r.external_id IS NULL OR c.external_id IS NULL)
    AND NOT EXISTS (SELECT FROM import_strangers x WHERE x.line = r.line AND x.contact_id = o.contact_id)
), best AS (
  SELECT DISTINCT ON (line) line, contact_id, matched, preference FROM candidate ORDER BY line, preference, vague, rank, contact_id
), claimed AS (
  SELECT b.*, r.external_id IS NOT NULL AND b.preference > 0 AS takes_over,
    row_number() OVER claims AS turn, r.apart AND b.preference > 0 AND r.identity <> first_value(r.identity) OVER claims AS another,
    t.line AS touched_on
  FROM best b
  JOIN import_rows r ON r.line = b.line
  LEFT JOIN LATERAL (
    SELECT k.line FROM import_touched k WHERE k.organisation_id = %(org)s AND k.import_id = %(import)s AND k.key = b.contact_id LIMIT 1) t ON true
  WINDOW claims AS (PARTITION BY b.contact_id ORDER BY b.preference, b.line)
), owned AS (
  SELECT r.line, c.contact_id, c.matched, coalesce(c.contact_id, r.identity) AS key, coalesce(c.touched_on, t.line) AS touched_on
  FROM import_rows r
  LEFT JOIN claimed c ON c.line = r.line AND NOT c.another AND NOT (c.takes_over AND (c.turn > 1 OR c.touched_on IS NOT NULL))
  LEFT JOIN LATERAL (
    SELECT k.line FROM import_touched k WHERE c.line IS NULL AND k.organisation_id = %(org)s AND k.import_id = %(import)s AND k.key = r.identity
    LIMIT 1) t ON true
), first AS (
  SELECT *, coalesce(touched_on, first_value(line) OVER (PARTITION BY key ORDER BY line)) AS first_line FROM owned
), merged AS (
  SELECT f.line, f.first_line, f.matched, f.key, coalesce(c.id, r.new_id) AS contact_id, c.updated_at AS seen_at, c.id IS NULL AS new,
    coalesce(r.external_id, c.external_id) AS external_id,
    coalesce(r.first_name, c.first_name) AS first_name,
    coalesce(r.last_name, c.last_name) AS last_name,
    CASE WHEN r.country_declared OR c.country IS NULL THEN r.country ELSE c.country::text END AS country,
    CASE WHEN z.better THEN r.time_zone ELSE c.time_zone END AS time_zone,
    CASE WHEN z.better THEN r.time_zone_source ELSE c.time_zone_source END AS time_zone_source,
    CASE WHEN l.better THEN r.locale ELSE c.locale END AS locale,
    CASE WHEN l.better THEN r.locale_source ELSE c.locale_source END AS locale_source,
    coalesce(r.region, c.region) AS region,
    coalesce(r.postcode, c.postcode) AS postcode,
    coalesce(r.lifecycle, c.lifecycle, %(lifecycle)s) AS lifecycle,
    CASE WHEN c.id IS NULL THEN r.tags WHEN c.tags @> r.tags THEN c.tags
      ELSE c.tags || ARRAY(SELECT u FROM unnest(r.tags) u WHERE u <> ALL (c.tags)) END AS tags,
    coalesce(c.attributes, '{}') || r.attributes AS attributes,
    ROW(c.external_id, c.first_name, c.last_name, c.country::text, c.time_zone, c.time_zone_source, c.locale, c.locale_source, c.region, c.postcode,
      c.lifecycle, c.tags, c.attributes) AS before
  FROM first f
  JOIN import_rows r ON r.line = f.line
  LEFT JOIN LATERAL (SELECT k.* FROM contacts k WHERE k.organisation_id = %(org)s AND k.id = f.contact_id LIMIT 1) c ON true
  CROSS JOIN LATERAL (SELECT r.time_zone IS NOT NULL AND r.time_zone IS DISTINCT FROM c.time_zone AND (c.time_zone IS NULL OR r.time_zone_source = c.time_zone_source
    OR c.time_zone_source = 'phone' OR r.time_zone_source = 'declared'
    OR c.time_zone_source <> 'declared' AND r.time_zone_source IN ('region', 'postcode')) AS better) z
  CROSS JOIN LATERAL (SELECT r.locale IS NOT NULL AND r.locale IS DISTINCT FROM c.locale AND (c.locale IS NULL OR r.locale_source = c.locale_source
    OR c.locale_source = 'phone' OR r.locale_source = 'declared') AS better) l
)
SELECT m.line, m.first_line,
  CASE
    WHEN m.first_line <> m.line THEN 'duplicate'
    WHEN m.new AND m.external_id IS NULL AND (SELECT count(*) FROM import_strangers x WHERE x.line = m.line) >= %(most_sharing)s THEN 'crowded'
    WHEN m.new THEN 'create'
    WHEN m.before IS DISTINCT FROM ROW(m.external_id, m.first_name, m.last_name, m.country, m.time_zone, m.time_zone_source, m.locale, m.locale_source,
          m.region, m.postcode, m.lifecycle, m.tags, m.attributes)
      OR EXISTS (
        SELECT FROM import_found s
        LEFT JOIN LATERAL (
          SELECT k.rank FROM contact_addresses k
          WHERE k.organisation_id = %(org)s AND k.contact_id = m.contact_id AND k.address_id = s.address_id LIMIT 1) o ON true
        WHERE s.line = m.line AND (o.rank IS NULL OR (s.rank = 0 AND o.rank <> 0 AND m.matched <> s.kind)))
      THEN 'update'
    ELSE 'unchanged'
  END,
  coalesce(m.matched, ''), m.key, m.contact_id, m.seen_at,
  m.external_id, m.first_name, m.last_name, m.country, m.time_zone, m.time_zone_source, m.locale, m.locale_source,
  m.region, m.postcode, m.lifecycle, m.tags, m.attributes
FROM merged m
