-- A final end without a message: failed, suppressed. Only what is still ours to end; a receipt that says otherwise wins.
WITH v AS (
  SELECT * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(at)s::timestamptz[], %(states)s::smallint[],
                       %(reasons)s::text[], %(details)s::text[])
    AS v (source_id, contact_id, step, at, state, reason, detail)
), gone AS (
  DELETE FROM outbox o USING v
  WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(among)s) AND o.contact_id = ANY(%(contacts)s)
    AND o.source_id = v.source_id AND o.contact_id = v.contact_id AND o.step = v.step
)
UPDATE messages m SET state = v.state, settled_at = v.at, reason = v.reason, detail = v.detail
FROM v WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)
    AND m.source_id = v.source_id AND m.contact_id = v.contact_id AND m.step = v.step AND m.state < 30
