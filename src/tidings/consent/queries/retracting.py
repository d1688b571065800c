"""What was recorded for an import, and letting it count no more."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit

_COUNTS = " AND NOT EXISTS (SELECT FROM consent_undone u WHERE u.organisation_id = %(org)s AND u.contact_id = e.contact_id AND u.event_id = e.id)"
_ITS_OWN = "proof @> jsonb_build_object('import_id', %(import)s::text)"


async def recorded_for(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], import_id: UUID) -> list[UUID]:
    """Return of which of these people lines of an import are in the ledger."""
    return await unit.fetch(
        _id,
        "SELECT DISTINCT contact_id FROM consent_events WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND " + _ITS_OWN,
        {"org": organisation_id, "contacts": list(contact_ids), "import": import_id},
    )


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], import_id: UUID) -> list[tuple[UUID, UUID | None]]:
    """Return of which of these people lines count that are not of this import, with no address."""
    return await unit.fetch(
        _known,
        "SELECT DISTINCT contact_id, NULL::uuid FROM consent_events e WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND NOT "
        + _ITS_OWN
        + _COUNTS,
        {"org": organisation_id, "contacts": list(contact_ids), "import": import_id},
    )


async def retract(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], import_id: UUID) -> list[UUID]:
    """Let the lines of an import count no more for these people; returns who had any that did."""
    return await unit.fetch(
        _id,
        "WITH lines AS (SELECT contact_id, id FROM consent_events e WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND "
        + _ITS_OWN
        + _COUNTS
        + "), undone AS (INSERT INTO consent_undone (organisation_id, contact_id, event_id, cause_id, at)"
        " SELECT DISTINCT %(org)s::uuid, contact_id, id, %(import)s::uuid, %(at)s::timestamptz FROM lines)"
        " SELECT DISTINCT contact_id FROM lines",
        {"org": organisation_id, "contacts": list(contact_ids), "import": import_id, "at": unit.at},
    )


def _id(identifier: UUID) -> UUID:
    return identifier


def _known(contact_id: UUID, address_id: UUID | None) -> tuple[UUID, UUID | None]:
    return contact_id, address_id
