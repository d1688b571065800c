-- Lease what is due of one sender and lane and mark it as being sent, in one statement. What another worker holds is skipped.
-- A pause takes the queue back; what came back to it since, for another try, waits here until the source goes on. So does what is left
-- when a source's hours are over, until it is planned again.
WITH due AS (
  SELECT o.source_id, o.contact_id, o.step FROM outbox o
  WHERE o.organisation_id = %(org)s AND o.lane = %(lane)s AND o.sender_id = %(sender)s AND o.leased_by IS NULL AND o.due_at <= %(at)s
    AND o.source_id <> ALL (ARRAY(SELECT source_id FROM sources WHERE organisation_id = %(org)s AND state = 'paused'
      UNION ALL SELECT source_id FROM sources WHERE organisation_id = %(org)s AND state = 'open' AND closes_at <= %(at)s))
  ORDER BY o.due_at LIMIT %(most)s
  FOR UPDATE SKIP LOCKED
), leased AS (
  UPDATE outbox o SET leased_by = %(worker)s, leased_at = %(at)s
  FROM due WHERE o.organisation_id = %(org)s AND o.source_id = due.source_id AND o.contact_id = due.contact_id AND o.step = due.step
  RETURNING o.source_id, o.contact_id, o.step, o.open_until > %(at)s AS open
)
UPDATE messages m SET state = 20, attempts = m.attempts + 1
FROM leased l
WHERE m.organisation_id = %(org)s AND m.source_id = l.source_id AND m.contact_id = l.contact_id AND m.step = l.step AND m.state = 10
RETURNING m.source_id, m.contact_id, m.step, m.address_id, m.attempts, coalesce(l.open, false)
