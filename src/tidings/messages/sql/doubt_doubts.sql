-- After a restore: what was looked for when the backup was made may have been found, or sent again, since. A person decides.
WITH left_alone AS (
  UPDATE unknowns SET next_look_at = NULL WHERE organisation_id = %(org)s AND next_look_at IS NOT NULL
  RETURNING source_id, contact_id, step, sender_id
)
UPDATE messages m SET reason = 'restored', settled_at = %(at)s
FROM left_alone l WHERE m.organisation_id = %(org)s AND m.source_id = l.source_id AND m.contact_id = l.contact_id AND m.step = l.step AND m.state = 25
RETURNING m.source_id, m.contact_id, m.step, m.attempts, l.sender_id, m.address_id
