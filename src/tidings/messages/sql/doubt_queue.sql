-- After a restore: whatever was in the queue when the backup was made may have left since. Where its provider can be asked it is looked for
-- once, else a person decides. What was not claimed yet had its next attempt then: it is counted, so that another one has a token of its own.
WITH gone AS (
  DELETE FROM outbox WHERE organisation_id = %(org)s RETURNING source_id, contact_id, step, sender_id, leased_at
), doubted AS (
  UPDATE messages m SET state = 25, reason = 'restored', attempts = m.attempts + CASE WHEN m.state = 10 THEN 1 ELSE 0 END,
    settled_at = CASE WHEN g.sender_id <> ALL (%(askable)s::uuid[]) THEN %(at)s::timestamptz END
  FROM gone g WHERE m.organisation_id = %(org)s AND m.source_id = g.source_id AND m.contact_id = g.contact_id AND m.step = g.step
    AND m.state IN (10, 20)
  RETURNING m.source_id, m.contact_id, m.step, m.attempts, g.sender_id, m.address_id, g.leased_at, m.settled_at
), kept AS (
  INSERT INTO unknowns AS u (organisation_id, source_id, contact_id, step, attempt, sender_id, started_at, restored, next_look_at)
  SELECT %(org)s, source_id, contact_id, step, attempts, sender_id, coalesce(leased_at, %(since)s), true,
    CASE WHEN settled_at IS NULL THEN %(at)s::timestamptz END FROM doubted
  ON CONFLICT (organisation_id, source_id, contact_id, step) DO UPDATE SET attempt = excluded.attempt, sender_id = excluded.sender_id,
    started_at = excluded.started_at, restored = true, looks = 0, next_look_at = excluded.next_look_at
)
SELECT source_id, contact_id, step, attempts, sender_id, address_id, settled_at IS NULL FROM doubted
