-- One message each of many sources, released as it is planned: source, message, place in the queue, what it brings, watch and turn in one
-- statement, so that none of them is ever without the others.
WITH v AS (
  SELECT * FROM unnest(%(sources)s::uuid[], %(kinds)s::text[], %(names)s::text[], %(lanes)s::text[], %(purposes)s::text[], %(channels)s::text[],
                       %(templates)s::uuid[], %(versions)s::integer[], %(programmes)s::text[], %(contacts)s::uuid[], %(addresses)s::uuid[],
                       %(senders)s::uuid[], %(sealed)s::bytea[], %(untils)s::timestamptz[], %(prices)s::bigint[])
    AS v (source_id, kind, name, lane, purpose, channel, template_id, version, programme, contact_id, address_id, sender_id, sealed, good_until, price)
), opened AS (
  INSERT INTO sources (organisation_id, source_id, kind, name, lane, purpose, channel, template_id, template_version, state, each_person,
                       brings_values, programme, contact_id, created_at)
  SELECT %(org)s, source_id, kind, name, lane, purpose, channel, template_id, version, 'open', false, true, programme, contact_id, %(at)s FROM v
), planned AS (
  INSERT INTO messages (organisation_id, source_id, contact_id, step, address_id, address_key, state, sender_id, added_at, queued_at,
                        price_micros)
  SELECT %(org)s, source_id, contact_id, 0, address_id, address_id, 10, sender_id, %(at)s, %(at)s, price FROM v
), queued AS (
  INSERT INTO outbox (organisation_id, lane, sender_id, due_at, source_id, contact_id, step)
  SELECT %(org)s, lane, sender_id, %(at)s, source_id, contact_id, 0 FROM v
), kept AS (
  INSERT INTO message_values (organisation_id, source_id, contact_id, step, sealed, good_until)
  SELECT %(org)s, source_id, contact_id, 0, sealed, good_until FROM v
), watched AS (
  INSERT INTO receipt_watches (organisation_id, source_id, released_at, looked_at, next_look_at)
  SELECT %(org)s, source_id, %(at)s, %(at)s, %(first_look)s FROM v
)
INSERT INTO ready (organisation_id, lane, sender_id, next_due, vtime)
SELECT %(org)s, lane, sender_id, %(at)s, coalesce((SELECT min(vtime) FROM ready), 0) FROM v GROUP BY lane, sender_id ORDER BY lane, sender_id
ON CONFLICT (organisation_id, lane, sender_id) DO UPDATE SET next_due = least(ready.next_due, excluded.next_due)
