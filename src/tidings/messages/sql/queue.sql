-- Release planned messages: into the queue, in the same statement. No join: with old statistics one takes the whole source for each person.
-- Prices are looked up in an object by contact for the same reason, and written here because a second update would write each row twice.
WITH chosen AS (
  UPDATE messages m SET state = 10, queued_at = %(at)s, sender_id = %(sender)s, reason = NULL, not_before = NULL, put_off_at = NULL,
    price_micros = (%(prices)s::jsonb ->> m.contact_id::text)::bigint
  WHERE m.organisation_id = %(org)s AND m.source_id = %(source)s AND m.contact_id = ANY(%(contacts)s) AND m.step = 0 AND m.state = 0
  RETURNING m.contact_id
)
INSERT INTO outbox (organisation_id, lane, sender_id, due_at, source_id, contact_id, step, open_until)
SELECT %(org)s, %(lane)s, %(sender)s, %(at)s, %(source)s, contact_id, 0, %(open_until)s FROM chosen
