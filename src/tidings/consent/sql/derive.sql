-- Derive anew what holds of these people from the lines of the ledger that count for them, as record.sql does line by line: a refusal holds
-- unless the person themselves agreed since; else the newest line decides. Hold the states first: what is said at the same time waits.
WITH counted AS MATERIALIZED (
  SELECT contact_id, channel, purpose, programme, status, source, at, recorded_at, id, proof ? 'attested_by' AS attested FROM consent_events e
  WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)
    AND NOT EXISTS (SELECT FROM consent_undone u WHERE u.organisation_id = %(org)s AND u.contact_id = e.contact_id AND u.event_id = e.id)
), place AS (
  SELECT contact_id, channel, purpose, programme, max(at) FILTER (WHERE status = 'withdrawn') AS withdrawn_at,
    max(at) FILTER (WHERE status = 'granted' AND NOT attested) AS agreed_at
  FROM counted GROUP BY contact_id, channel, purpose, programme
), held AS MATERIALIZED (
  SELECT DISTINCT ON (contact_id, channel, purpose, programme) contact_id, channel, purpose, programme, status, source, at, withdrawn_at, agreed_at, id
  FROM counted JOIN place USING (contact_id, channel, purpose, programme)
  WHERE status = CASE WHEN withdrawn_at IS NULL OR agreed_at > withdrawn_at THEN 'granted' ELSE 'withdrawn' END
  ORDER BY contact_id, channel, purpose, programme, at DESC, recorded_at, id
), unsaid AS (
  DELETE FROM consents c WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)
    AND (contact_id, channel, purpose, programme) NOT IN (SELECT contact_id, channel, purpose, programme FROM held)
)
INSERT INTO consents (organisation_id, contact_id, channel, purpose, programme, status, source, at, withdrawn_at, agreed_at, event_id)
SELECT %(org)s, contact_id, channel, purpose, programme, status, source, at, withdrawn_at, agreed_at, id FROM held
ON CONFLICT (organisation_id, contact_id, channel, purpose, programme) DO UPDATE
  SET (status, source, at, withdrawn_at, agreed_at, event_id)
    = (excluded.status, excluded.source, excluded.at, excluded.withdrawn_at, excluded.agreed_at, excluded.event_id)
