-- After a restore: what was looked for when the backup was made may have been found, or sent again, since. It is looked for once more where
-- its provider can be asked; else a person decides.
WITH doubted AS (
  UPDATE unknowns SET restored = true, next_look_at = CASE WHEN sender_id = ANY (%(askable)s::uuid[]) THEN %(at)s::timestamptz END
  WHERE organisation_id = %(org)s AND next_look_at IS NOT NULL AND NOT restored
  RETURNING source_id, contact_id, step, sender_id, next_look_at
)
UPDATE messages m SET reason = 'restored', settled_at = CASE WHEN d.next_look_at IS NULL THEN %(at)s::timestamptz END
FROM doubted d WHERE m.organisation_id = %(org)s AND m.source_id = d.source_id AND m.contact_id = d.contact_id AND m.step = d.step AND m.state = 25
RETURNING m.source_id, m.contact_id, m.step, m.attempts, d.sender_id, m.address_id, d.next_look_at IS NOT NULL
