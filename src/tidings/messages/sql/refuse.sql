-- End what waits in the queue and policy refuses by now. What a worker holds is passed over: policy is asked about it as it leaves.
WITH v AS (
  SELECT * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(reasons)s::text[]) AS v (source_id, contact_id, reason)
), mine AS (
  SELECT m.source_id, m.contact_id, m.step, v.reason FROM messages m JOIN v USING (source_id, contact_id)
  WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(sources)s) AND m.step = 0 AND m.state = 10
  ORDER BY m.source_id, m.contact_id, m.step
  FOR UPDATE OF m SKIP LOCKED
), free AS (
  SELECT o.source_id, o.contact_id, o.step FROM outbox o JOIN mine USING (source_id, contact_id, step)
  WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(sources)s) AND o.leased_by IS NULL
  FOR UPDATE OF o SKIP LOCKED
), gone AS (
  DELETE FROM outbox o USING free
  WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(sources)s)
    AND o.source_id = free.source_id AND o.contact_id = free.contact_id AND o.step = free.step
  RETURNING o.source_id, o.contact_id, o.step
)
UPDATE messages m SET state = 60, reason = mine.reason, settled_at = %(at)s FROM mine JOIN gone USING (source_id, contact_id, step)
WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(sources)s)
  AND m.source_id = mine.source_id AND m.contact_id = mine.contact_id AND m.step = mine.step
RETURNING m.source_id, m.contact_id, m.address_id, m.sender_id
