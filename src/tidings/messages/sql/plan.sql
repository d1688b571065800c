-- Plan people into a source. Unique by contact and by address: whoever is in already is left as they are.
INSERT INTO messages (organisation_id, source_id, contact_id, step, address_id, address_key, state, named, added_at)
SELECT %(org)s, %(source)s, v.contact_id, 0, v.address_id,
       CASE WHEN %(each_person)s THEN v.contact_id ELSE v.address_id END, 0, %(named)s, %(at)s
FROM unnest(%(contacts)s::uuid[], %(addresses)s::uuid[]) AS v (contact_id, address_id)
ORDER BY v.contact_id
ON CONFLICT DO NOTHING
