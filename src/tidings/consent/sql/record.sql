-- Append statements to the ledger and move the states that they decide; returns how many states moved.
-- `number` joins who said something (said) to what was said (statement). A newer statement decides, on a tie of time
-- the withdrawal; a grant equal to the present state of the same source adds nothing. What persons say themselves (a withdrawal, a START,
-- a form: `counts`) counts each time: it moves the time on, so that what was said between and comes later does not decide.
-- The newest withdrawal is kept beside the state, also one that comes late: a general one closes programmes. So is the newest grant of
-- the person's own: what others attested since never weighs against a refusal.
-- What is attested for many at once is left out where the person withdrew, of the programme or in general, however new it says to be;
-- one that withdraws at this very moment, unseen by `said`, is found with the row at hand. A refusal that is told only later outweighs what was
-- attested since for the same reason, unless the person agreed in between.
-- What counted no more since a merge was undone counts again when it is told again.
WITH statement AS (
  SELECT * FROM unnest(
    %(numbers)s::int[], %(ids)s::uuid[], %(channels)s::text[], %(purposes)s::text[], %(programmes)s::text[], %(statuses)s::text[],
    %(sources)s::text[], %(wordings)s::text[], %(wording_keys)s::text[], %(wording_versions)s::int[], %(wording_locales)s::text[],
    %(wording_digests)s::bytea[], %(ats)s::timestamptz[], %(actors)s::text[], %(proofs)s::jsonb[], %(counts)s::boolean[], %(attested)s::boolean[]
  ) AS s (number, id, channel, purpose, programme, status, source, wording, wording_key, wording_version, wording_locale, wording_digest,
    at, actor, proof, counts, attested)
), said AS MATERIALIZED (
  SELECT w.contact_id, s.* FROM unnest(%(said_numbers)s::int[], %(contacts)s::uuid[]) AS w (number, contact_id) JOIN statement s USING (number)
  WHERE (s.counts OR NOT EXISTS (
    SELECT FROM consents c
    WHERE c.organisation_id = %(org)s AND c.contact_id = w.contact_id AND c.channel = s.channel AND c.purpose = s.purpose
      AND c.programme = s.programme AND c.status = s.status AND c.source = s.source))
  AND NOT (s.attested AND EXISTS (
    SELECT FROM consents c
    WHERE c.organisation_id = %(org)s AND c.contact_id = w.contact_id AND c.channel = s.channel AND c.purpose = s.purpose
      AND c.programme IN (s.programme, '') AND c.status = 'withdrawn' AND c.at <= s.at))
), moved AS (
  INSERT INTO consents AS c (organisation_id, contact_id, channel, purpose, programme, status, source, at, withdrawn_at, agreed_at, event_id)
  SELECT DISTINCT ON (contact_id, channel, purpose, programme) %(org)s, contact_id, channel, purpose, programme, status, source, at,
    max(at) FILTER (WHERE status = 'withdrawn') OVER (PARTITION BY contact_id, channel, purpose, programme),
    max(at) FILTER (WHERE status = 'granted' AND NOT attested) OVER (PARTITION BY contact_id, channel, purpose, programme), id
  FROM said ORDER BY contact_id, channel, purpose, programme, at DESC, status DESC
  ON CONFLICT (organisation_id, contact_id, channel, purpose, programme) DO UPDATE
    SET (status, source, at, event_id) = (
        SELECT status, source, at, event_id FROM (VALUES
            (excluded.status, excluded.source, excluded.at, excluded.event_id,
              excluded.status = 'withdrawn' AND c.status = 'granted' AND coalesce(c.agreed_at <= excluded.at, true)),
            (c.status, c.source, c.at, c.event_id, false))
          AS either (status, source, at, event_id, outweighs) ORDER BY outweighs DESC, at DESC, status DESC LIMIT 1),
      withdrawn_at = greatest(c.withdrawn_at, excluded.withdrawn_at),
      agreed_at = greatest(c.agreed_at, excluded.agreed_at)
    WHERE (c.event_id <> excluded.event_id AND (excluded.at > c.at OR (excluded.at = c.at AND excluded.status = 'withdrawn'))
        AND NOT (c.status = 'withdrawn' AND excluded.event_id IN (SELECT id FROM statement WHERE attested)))
      OR excluded.withdrawn_at > coalesce(c.withdrawn_at, '-infinity') OR excluded.agreed_at > coalesce(c.agreed_at, '-infinity')
  RETURNING 1
), recorded AS (
  INSERT INTO consent_events (organisation_id, id, contact_id, channel, purpose, programme, status, source,
    wording, wording_key, wording_version, wording_locale, wording_digest, at, recorded_at, actor, proof, batch)
  SELECT %(org)s, id, contact_id, channel, purpose, programme, status, source,
    wording, wording_key, wording_version, wording_locale, wording_digest, at, %(now)s, actor, proof, %(batch)s
  FROM said
  ON CONFLICT DO NOTHING
  RETURNING 1
), counts_again AS (
  DELETE FROM consent_undone u USING said s WHERE u.organisation_id = %(org)s AND u.contact_id = s.contact_id AND u.event_id = s.id
), to_seal AS (
  INSERT INTO consent_seals (organisation_id, batch) SELECT %(org)s, %(batch)s WHERE EXISTS (SELECT FROM recorded)
)
SELECT count(*) FROM moved
