-- Step from name to name along the index (organisation, name, at), which costs the same however many events there are, and then count each
-- name's newest entries in it. %(most)s names at most.
WITH RECURSIVE names AS (
  (SELECT e.name, 1 AS number FROM events e WHERE e.organisation_id = %(org)s ORDER BY e.name LIMIT 1)
  UNION ALL
  SELECT (SELECT e.name FROM events e WHERE e.organisation_id = %(org)s AND e.name > n.name ORDER BY e.name LIMIT 1), n.number + 1
  FROM names n WHERE n.name IS NOT NULL AND n.number < %(most)s
)
SELECT n.name,
       (SELECT count(*) FROM events e WHERE e.organisation_id = %(org)s AND e.name = n.name AND e.at > %(since)s AND e.at <= %(at)s),
       (SELECT e.at FROM events e WHERE e.organisation_id = %(org)s AND e.name = n.name ORDER BY e.at DESC LIMIT 1)
FROM names n WHERE n.name IS NOT NULL ORDER BY n.name
