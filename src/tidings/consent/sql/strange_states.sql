-- Name states that do not follow from the lines of the ledger as derive.sql has it, and refusals that were set aside though no merge brought them.
-- Of erased people nothing is left to compare.
WITH counted AS MATERIALIZED (
  SELECT contact_id, channel, purpose, programme, status, at, proof ? 'attested_by' AS attested FROM consent_events e
  WHERE organisation_id = %(org)s AND personal_digest IS NULL
    AND NOT EXISTS (SELECT FROM consent_undone u WHERE u.organisation_id = %(org)s AND u.contact_id = e.contact_id AND u.event_id = e.id)
), place AS (
  SELECT contact_id, channel, purpose, programme, max(at) FILTER (WHERE status = 'withdrawn') AS withdrawn_at,
    max(at) FILTER (WHERE status = 'granted' AND NOT attested) AS agreed_at
  FROM counted GROUP BY contact_id, channel, purpose, programme
), held AS (
  SELECT *, CASE WHEN withdrawn_at IS NULL OR agreed_at > withdrawn_at THEN 'granted' ELSE 'withdrawn' END AS status FROM place
), state AS (
  SELECT contact_id, channel, purpose, programme, status, withdrawn_at, agreed_at FROM consents WHERE organisation_id = %(org)s
)
SELECT contact_id || ' ' || channel || ' ' || purpose || ' ' || programme FROM held FULL JOIN state s USING (contact_id, channel, purpose, programme)
WHERE (held.status, held.withdrawn_at, held.agreed_at) IS DISTINCT FROM (s.status, s.withdrawn_at, s.agreed_at)
UNION ALL
SELECT e.contact_id || ' ' || e.channel || ' ' || e.purpose || ' ' || e.programme
FROM consent_undone u JOIN consent_events e ON e.organisation_id = %(org)s AND e.contact_id = u.contact_id AND e.id = u.event_id
WHERE u.organisation_id = %(org)s AND e.status = 'withdrawn' AND e.personal_digest IS NULL AND e.source NOT LIKE 'merge:%%'
LIMIT %(limit)s
