"""What a merge brought into the ledger, and what holds without it."""

from collections.abc import Sequence
from uuid import UUID

from tidings.contacts.types import Merging
from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id

_DERIVE = sql("tidings.consent", "derive")

_UNDO = """
WITH since AS (
  SELECT contact_id, id, source FROM consent_events e
  WHERE organisation_id = %(org)s AND contact_id = %(kept)s AND id <> ALL(%(before)s) AND (source = %(source)s OR status = 'granted')
    AND NOT EXISTS (SELECT FROM consent_undone u WHERE u.organisation_id = %(org)s AND u.contact_id = e.contact_id AND u.event_id = e.id)
), undone AS (
  INSERT INTO consent_undone (organisation_id, contact_id, event_id, cause_id, at) SELECT %(org)s, contact_id, id, %(merge)s, %(now)s FROM since
)
SELECT count(*) FROM since WHERE source <> %(source)s
"""
_REFUSE_FOR_BOTH = """
WITH repeated AS (
  INSERT INTO consent_events (organisation_id, id, contact_id, channel, purpose, programme, status, source,
    wording, wording_key, wording_version, wording_locale, wording_digest, at, recorded_at, actor, proof, batch)
  SELECT organisation_id, id, %(gone)s, channel, purpose, programme, status, source,
    wording, wording_key, wording_version, wording_locale, wording_digest, at, %(now)s, %(actor)s,
    proof || jsonb_build_object('merge_undone', %(merge)s::text), %(batch)s
  FROM consent_events e
  WHERE organisation_id = %(org)s AND contact_id = %(kept)s AND id <> ALL(%(before)s) AND status = 'withdrawn'
    AND NOT EXISTS (SELECT FROM consent_undone u WHERE u.organisation_id = %(org)s AND u.contact_id = e.contact_id AND u.event_id = e.id)
  ON CONFLICT DO NOTHING
  RETURNING 1
), to_seal AS (
  INSERT INTO consent_seals (organisation_id, batch) SELECT %(org)s, %(batch)s WHERE EXISTS (SELECT FROM repeated)
)
SELECT count(*) FROM repeated
"""


async def lines(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[UUID]:
    """Return the ids of all that was recorded for a person."""
    return await unit.fetch(
        _same,
        "SELECT id FROM consent_events WHERE organisation_id = %(org)s AND contact_id = %(contact)s",
        {"org": organisation_id, "contact": contact_id},
    )


async def hold_states(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> None:
    """Have others who record something of these people wait until the unit ends, in the order in which `record` takes states."""
    await unit.fetch(
        _same,
        "SELECT contact_id FROM consents WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " ORDER BY contact_id, channel, purpose, programme FOR UPDATE",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def undo(unit: Unit, organisation_id: UUID, merging: Merging, *, before: Sequence[UUID], source: str) -> int:
    """Let what a merge brought (by `source`), and all that was agreed to since, count no more; returns how many lines were agreed to since.

    `before` are the lines of the one who was kept from before the merge.
    """
    params = {"org": organisation_id, "kept": merging.kept_id, "merge": merging.id, "before": list(before), "source": source, "now": unit.at}
    return await unit.value(_UNDO, params)


async def refuse_for_both(unit: Unit, organisation_id: UUID, merging: Merging, *, before: Sequence[UUID]) -> int:
    """Record what the one refused since a merge for the other too, as it was said; returns how many lines that is."""
    params = {
        "org": organisation_id,
        "kept": merging.kept_id,
        "gone": merging.gone_id,
        "merge": merging.id,
        "before": list(before),
        "actor": merging.actor,
        "now": unit.at,
        "batch": new_id(unit.at),
    }
    return await unit.value(_REFUSE_FOR_BOTH, params)


async def derive(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> None:
    """Derive anew what holds of people whose states are held (`hold_states`)."""
    await unit.run(_DERIVE, {"org": organisation_id, "contacts": list(contact_ids)})


def _same(value: UUID) -> UUID:
    return value
