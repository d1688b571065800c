-- Make the next link of the consent chain over batches that wait; returns how many lines it covers, nothing if none wait.
-- The canonical form is that of kernel/chains.py, which checks it. Whoever seals holds the chain's lock, so that numbers follow each other.
WITH waiting AS MATERIALIZED (
  SELECT batch FROM consent_seals WHERE organisation_id = %(org)s AND link IS NULL ORDER BY batch LIMIT %(most)s
), line AS (
  SELECT sha256(convert_to(json_build_array(
    'consent-line-1', e.organisation_id::text, e.contact_id::text, e.channel, e.purpose, e.programme, e.status, e.id::text,
    e.wording_key, e.wording_version::text, e.wording_locale, encode(e.wording_digest, 'hex'),
    (extract(epoch FROM e.at) * 1000000)::bigint::text, (extract(epoch FROM e.recorded_at) * 1000000)::bigint::text, e.actor,
    encode(coalesce(e.personal_digest, sha256(convert_to(json_build_array(e.salt::text, e.source, e.wording, e.proof::text)::text, 'UTF8'))), 'hex')
  )::text, 'UTF8')) AS digest
  FROM waiting w JOIN consent_events e ON e.organisation_id = %(org)s AND e.batch = w.batch
), body AS (
  SELECT count(*) AS lines, encode(sha256(coalesce(string_agg(digest, ''::bytea ORDER BY digest), ''::bytea)), 'hex') AS sum,
    coalesce(string_agg(substr(digest, 1, 4), ''::bytea ORDER BY digest), ''::bytea) AS marks
  FROM line HAVING EXISTS (SELECT FROM waiting)
), head AS (
  SELECT number, digest FROM consent_links WHERE organisation_id = %(org)s ORDER BY number DESC LIMIT 1
), next AS (
  SELECT coalesce((SELECT number FROM head), 0) + 1 AS number, coalesce((SELECT digest FROM head), %(first)s) AS previous, body.* FROM body
), link AS (
  INSERT INTO consent_links (organisation_id, number, previous, digest, lines, marks, sealed_at)
  SELECT %(org)s, number, previous, sha256(convert_to(json_build_array(
    'link-1', 'consent', %(org)s::text, number::text, encode(previous, 'hex'), lines::text, %(now_us)s::text, sum)::text, 'UTF8')), lines, marks, %(now)s
  FROM next RETURNING number, lines
), sealed AS (
  UPDATE consent_seals s SET link = link.number FROM link, waiting w WHERE s.organisation_id = %(org)s AND s.batch = w.batch
)
SELECT lines FROM link
