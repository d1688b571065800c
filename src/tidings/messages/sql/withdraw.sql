-- Take back what has not left: it waits in the plan, or in the queue and no worker holds it. What anybody else has locked is passed over, so
-- that whoever takes back waits for nobody; messages come before the queue, where a claim that holds the queue passes us over in turn.
WITH mine AS (
  SELECT source_id, contact_id, step, state FROM messages
  WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND state IN (0, 10)
  ORDER BY source_id, contact_id, step
  FOR UPDATE SKIP LOCKED
), free AS (
  SELECT o.source_id, o.contact_id, o.step FROM outbox o JOIN mine USING (source_id, contact_id, step)
  WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(sources)s) AND mine.state = 10 AND o.leased_by IS NULL
  FOR UPDATE OF o SKIP LOCKED
), gone AS (
  DELETE FROM outbox o USING free
  WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(sources)s)
    AND o.source_id = free.source_id AND o.contact_id = free.contact_id AND o.step = free.step
  RETURNING o.source_id, o.contact_id, o.step
)
UPDATE messages m SET state = 80, reason = 'overtaken', settled_at = %(at)s FROM mine
WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(sources)s)
  AND m.source_id = mine.source_id AND m.contact_id = mine.contact_id AND m.step = mine.step
  AND (mine.state = 0 OR EXISTS (SELECT FROM gone g WHERE g.source_id = mine.source_id AND g.contact_id = mine.contact_id AND g.step = mine.step))
RETURNING m.source_id, m.contact_id, m.address_id, m.sender_id
