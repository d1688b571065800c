-- Close addresses; returns how many were open for that reason until now. A repeated STOP moves the time on, so that an
-- older START that comes late does not re-open; a closing that has ended by rule begins again. Each list is kept, also where another closed before.
-- Of several who close an address at once, whoever wrote the row counts it: what the others close meanwhile is not in this statement's snapshot.
WITH entry AS (
  SELECT DISTINCT ON (channel, lookup, scope, reason, list) * FROM unnest(
    %(ids)s::uuid[], %(channels)s::text[], %(lookups)s::bytea[], %(scopes)s::text[], %(reasons)s::text[], %(sources)s::text[],
    %(lists)s::text[], %(details)s::text[], %(ats)s::timestamptz[], %(ends)s::timestamptz[]
  ) AS e (id, channel, lookup, scope, reason, source, list, detail, at, ends_at)
  ORDER BY channel, lookup, scope, reason, list, at DESC
), written AS (
  INSERT INTO suppressions AS s (organisation_id, id, channel, lookup, scope, reason, source, list, detail, at, ends_at)
  SELECT %(org)s, id, channel, lookup, scope, reason, source, list, detail, at, ends_at FROM entry
  ORDER BY channel, lookup, scope, reason, list
  ON CONFLICT (organisation_id, channel, lookup, scope, reason, list) WHERE lifted_at IS NULL DO UPDATE
    SET at = excluded.at, ends_at = excluded.ends_at, source = excluded.source, detail = excluded.detail
    WHERE excluded.at > s.at AND (s.reason = 'opted_out' OR s.ends_at <= excluded.at)
  RETURNING channel, lookup, scope, reason, list, ends_at, xmax = 0 AS is_new
)
SELECT count(DISTINCT (channel, lookup, scope, reason)) FROM entry e JOIN written w USING (channel, lookup, scope, reason, list)
WHERE NOT EXISTS (
  SELECT FROM suppressions s
  WHERE s.organisation_id = %(org)s AND s.channel = e.channel AND s.lookup = e.lookup AND s.scope = e.scope AND s.reason = e.reason
    AND s.lifted_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > e.at))
  AND (w.is_new OR EXISTS (
    SELECT FROM suppressions s
    WHERE s.organisation_id = %(org)s AND s.channel = e.channel AND s.lookup = e.lookup AND s.scope = e.scope AND s.reason = e.reason
      AND s.list = e.list AND s.lifted_at IS NULL AND s.ends_at <= e.at))
