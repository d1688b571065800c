SELECT contact_id, step, address_id, state, reason, attempts, segments, provider_id, cost_micros, currency,
       added_at, queued_at, sent_at, delivered_at, read_at, settled_at, detail, not_before, named IS TRUE
FROM messages
WHERE organisation_id = %(org)s AND source_id = %(source)s
  AND (%(states)s::smallint[] IS NULL OR state = ANY(%(states)s))
  AND (%(reasons)s::text[] IS NULL OR reason = ANY(%(reasons)s))
  AND (%(after)s::uuid IS NULL OR contact_id > %(after)s)
  AND (%(contact)s::uuid IS NULL OR contact_id = %(contact)s)
ORDER BY contact_id, step LIMIT %(limit)s
