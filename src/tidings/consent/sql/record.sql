-- Append statements to the ledger and move the states that they decide; returns how many states moved.
-- `number` joins who said something (said) to what was said (statement). A newer statement decides, on a tie of time
-- the withdrawal; a grant equal to the present state of the same source adds nothing. What persons say themselves (a withdrawal, a START:
-- `own`) counts each time: it moves the time on, so that what was said between and comes later does not decide.
WITH statement AS (
  SELECT * FROM unnest(
    %(numbers)s::int[], %(ids)s::uuid[], %(channels)s::text[], %(purposes)s::text[], %(statuses)s::text[], %(sources)s::text[],
    %(wordings)s::text[], %(ats)s::timestamptz[], %(actors)s::text[], %(proofs)s::jsonb[]
  ) AS s (number, id, channel, purpose, status, source, wording, at, actor, proof)
), said AS (
  SELECT w.contact_id, s.* FROM unnest(%(said_numbers)s::int[], %(contacts)s::uuid[]) AS w (number, contact_id) JOIN statement s USING (number)
), moved AS (
  INSERT INTO consents AS c (organisation_id, contact_id, channel, purpose, status, source, at, event_id)
  SELECT DISTINCT ON (contact_id, channel, purpose) %(org)s, contact_id, channel, purpose, status, source, at, id
  FROM said ORDER BY contact_id, channel, purpose, at DESC, status DESC
  ON CONFLICT (organisation_id, contact_id, channel, purpose) DO UPDATE
    SET status = excluded.status, source = excluded.source, at = excluded.at, event_id = excluded.event_id
    WHERE c.event_id <> excluded.event_id
      AND (excluded.at > c.at OR (excluded.at = c.at AND excluded.status = 'withdrawn'))
      AND (excluded.status = 'withdrawn' OR excluded.source = ANY(%(own)s) OR (c.status, c.source) <> (excluded.status, excluded.source))
  RETURNING 1
), recorded AS (
  INSERT INTO consent_events (organisation_id, id, contact_id, channel, purpose, status, source, wording, at, recorded_at, actor, proof)
  SELECT %(org)s, s.id, s.contact_id, s.channel, s.purpose, s.status, s.source, s.wording, s.at, %(now)s, s.actor, s.proof
  FROM said s
  WHERE s.status = 'withdrawn' OR s.source = ANY(%(own)s) OR NOT EXISTS (
    SELECT FROM consents c
    WHERE c.organisation_id = %(org)s AND c.contact_id = s.contact_id AND c.channel = s.channel AND c.purpose = s.purpose
      AND c.status = s.status AND c.source = s.source)
  ON CONFLICT DO NOTHING
)
SELECT count(*) FROM moved
