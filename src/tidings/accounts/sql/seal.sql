-- Make the next link of the audit's chain over entries that wait; returns how many lines it covers, nothing if none wait.
-- The canonical form is that of kernel/chains.py, which checks it. Whoever seals holds the chain's lock, so that numbers follow each other.
WITH waiting AS MATERIALIZED (
  SELECT entry_id FROM audit_seals WHERE organisation_id = %(org)s AND link IS NULL ORDER BY entry_id LIMIT %(most)s
), line AS (
  SELECT sha256(convert_to(json_build_array(
    'audit-line-1', e.organisation_id::text, e.id::text, e.number::text, (extract(epoch FROM e.at) * 1000000)::bigint::text,
    e.actor, e.action, e.subject, encode(coalesce(e.detail_digest, sha256(convert_to(json_build_array(e.salt::text, e.detail::text)::text, 'UTF8'))), 'hex')
  )::text, 'UTF8')) AS digest
  FROM waiting w JOIN audit_log e ON e.organisation_id = %(org)s AND e.id = w.entry_id
), body AS (
  SELECT count(*) AS lines, encode(sha256(coalesce(string_agg(digest, ''::bytea ORDER BY digest), ''::bytea)), 'hex') AS sum,
    coalesce(string_agg(substr(digest, 1, 4), ''::bytea ORDER BY digest), ''::bytea) AS marks
  FROM line HAVING EXISTS (SELECT FROM waiting)
), head AS (
  SELECT number, digest FROM audit_links WHERE organisation_id = %(org)s ORDER BY number DESC LIMIT 1
), next AS (
  SELECT coalesce((SELECT number FROM head), 0) + 1 AS number, coalesce((SELECT digest FROM head), %(first)s) AS previous, body.* FROM body
), link AS (
  INSERT INTO audit_links (organisation_id, number, previous, digest, lines, marks, sealed_at)
  SELECT %(org)s, number, previous, sha256(convert_to(json_build_array(
    'link-1', 'audit', %(org)s::text, number::text, encode(previous, 'hex'), lines::text, %(now_us)s::text, sum)::text, 'UTF8')), lines, marks, %(now)s
  FROM next RETURNING number, lines
), sealed AS (
  UPDATE audit_seals s SET link = link.number FROM link, waiting w WHERE s.organisation_id = %(org)s AND s.entry_id = w.entry_id
)
SELECT lines FROM link
