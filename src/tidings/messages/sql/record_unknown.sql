-- They may have been sent: out of the queue, never sent again blindly. What a receipt has already settled stays settled.
WITH v AS (
  SELECT * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(attempts)s::smallint[], %(senders)s::uuid[],
                       %(started)s::timestamptz[], %(reasons)s::text[])
    AS v (source_id, contact_id, step, attempt, sender_id, started_at, reason)
), gone AS (
  DELETE FROM outbox o USING v
  WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(among)s) AND o.contact_id = ANY(%(contacts)s)
    AND o.source_id = v.source_id AND o.contact_id = v.contact_id AND o.step = v.step
), doubted AS (
  UPDATE messages m SET state = 25, reason = v.reason
  FROM v WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)
    AND m.source_id = v.source_id AND m.contact_id = v.contact_id AND m.step = v.step AND m.state = 20
  RETURNING m.source_id, m.contact_id, m.step
)
INSERT INTO unknowns (organisation_id, source_id, contact_id, step, attempt, sender_id, started_at, next_look_at)
SELECT %(org)s, v.source_id, v.contact_id, v.step, v.attempt, v.sender_id, v.started_at, %(next_look)s
FROM v JOIN doubted USING (source_id, contact_id, step)
ON CONFLICT DO NOTHING
