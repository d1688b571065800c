-- The provider took them. A receipt may have come first: then id and cost are filled in and no state is lowered.
WITH v AS (
  SELECT * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(at)s::timestamptz[], %(ids)s::text[],
                       %(segments)s::smallint[], %(costs)s::bigint[], %(currencies)s::text[])
    AS v (source_id, contact_id, step, at, provider_id, segments, cost, currency)
), recorded AS (
  UPDATE messages m SET state = greatest(m.state, 30), sent_at = coalesce(m.sent_at, v.at), provider_id = v.provider_id,
    segments = coalesce(m.segments, v.segments), cost_micros = coalesce(m.cost_micros, v.cost), currency = coalesce(m.currency, v.currency)
  FROM v WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)
    AND m.source_id = v.source_id AND m.contact_id = v.contact_id AND m.step = v.step
), gone AS (
  DELETE FROM outbox o USING v
  WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(among)s) AND o.contact_id = ANY(%(contacts)s)
    AND o.source_id = v.source_id AND o.contact_id = v.contact_id AND o.step = v.step
)
INSERT INTO provider_refs (organisation_id, provider_id, source_id, contact_id, step)
SELECT %(org)s, v.provider_id, v.source_id, v.contact_id, v.step FROM v
