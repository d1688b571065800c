-- Back into the queue for another time; `attempts` is lowered where the provider never looked at it.
WITH v AS (
  SELECT * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(due)s::timestamptz[], %(used)s::smallint[], %(reasons)s::text[])
    AS v (source_id, contact_id, step, due_at, used, reason)
), back AS (
  UPDATE messages m SET state = 10, attempts = m.attempts - 1 + v.used, reason = v.reason
  FROM v WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)
    AND m.source_id = v.source_id AND m.contact_id = v.contact_id AND m.step = v.step AND m.state = 20
  RETURNING m.source_id, m.contact_id, m.step
), waiting AS (
  UPDATE outbox o SET leased_by = NULL, leased_at = NULL, due_at = v.due_at
  FROM v JOIN back USING (source_id, contact_id, step)
  WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(among)s) AND o.contact_id = ANY(%(contacts)s)
    AND o.source_id = v.source_id AND o.contact_id = v.contact_id AND o.step = v.step
  RETURNING o.lane, o.sender_id, o.due_at
)
INSERT INTO ready (organisation_id, lane, sender_id, next_due)
SELECT %(org)s, lane, sender_id, min(due_at) FROM waiting GROUP BY lane, sender_id ORDER BY lane, sender_id
ON CONFLICT (organisation_id, lane, sender_id) DO UPDATE SET next_due = least(ready.next_due, excluded.next_due)
