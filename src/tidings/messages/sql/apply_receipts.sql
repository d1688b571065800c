-- Raise each message to the highest state its receipts tell, in key order.
-- Delivered and read are true whatever came before. Sent and failed speak of one attempt: they count only for the present one (told by its
-- number, or by the provider's id where no token came back), failed only of what is on its way, sent not of what the provider dropped again.
-- A person may have said that it was not sent: the provider knows better.
WITH v AS (
  SELECT * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(attempts)s::smallint[], %(states)s::smallint[],
                       %(sent)s::timestamptz[], %(delivered)s::timestamptz[], %(read)s::timestamptz[], %(ids)s::text[],
                       %(reasons)s::text[], %(details)s::text[], %(segments)s::smallint[], %(costs)s::bigint[], %(currencies)s::text[])
    AS v (source_id, contact_id, step, attempt, state, sent_at, delivered_at, read_at, provider_id, reason, detail, segments, cost, currency)
), locked AS (
  SELECT m.source_id, m.contact_id, m.step, m.state AS old_state
  FROM messages m JOIN v USING (source_id, contact_id, step)
  WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)
  ORDER BY m.source_id, m.contact_id, m.step
  FOR UPDATE OF m
)
UPDATE messages m SET
  state = v.state,
  sent_at = coalesce(m.sent_at, v.sent_at, v.delivered_at, v.read_at),
  delivered_at = coalesce(m.delivered_at, v.delivered_at, v.read_at),
  read_at = coalesce(m.read_at, v.read_at),
  settled_at = CASE WHEN v.state = 35 THEN %(at)s END,
  reason = CASE WHEN v.state = 35 THEN v.reason END,
  detail = CASE WHEN v.state = 35 THEN v.detail END,
  provider_id = coalesce(m.provider_id, v.provider_id),
  segments = coalesce(v.segments, m.segments),
  cost_micros = coalesce(v.cost, m.cost_micros),
  currency = coalesce(v.currency, m.currency)
FROM v JOIN locked l USING (source_id, contact_id, step)
WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)
    AND m.source_id = v.source_id AND m.contact_id = v.contact_id AND m.step = v.step
  AND (m.state < v.state OR (v.state >= 40 AND m.state IN (70, 80)) OR (v.state = 30 AND m.state = 35 AND m.reason = 'denied_by_person'))
  AND (v.state >= 40 OR v.attempt = m.attempts OR (v.attempt IS NULL AND v.provider_id = m.provider_id))
  AND (v.state <> 35 OR m.state >= 20)
  AND (v.state <> 30 OR m.state >= 20 OR m.reason IS DISTINCT FROM 'held_by_provider')
RETURNING m.source_id, m.contact_id, m.step, m.address_id, l.old_state, m.state, m.sender_id
