"""Pictures of devices. What is in them is sealed here and nowhere else."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.repairs.types import OpenedPhoto, Photo

_SEALED_AS = "repair_photo"
_COLUMNS = "id, ticket_id, content_type, size, added_by, added_at"


async def insert(unit: Unit, organisation_id: UUID, photo: Photo, content: bytes) -> None:
    """Keep a picture."""
    await unit.run(
        "INSERT INTO repair_photos (organisation_id, id, ticket_id, content_type, size, content_sealed, added_by, added_at)"
        " VALUES (%(org)s, %(id)s, %(ticket)s, %(type)s, %(size)s, %(content)s, %(by)s, %(at)s)",
        {
            "org": organisation_id,
            "id": photo.id,
            "ticket": photo.ticket_id,
            "type": photo.content_type,
            "size": photo.size,
            "content": (await unit.keys(organisation_id)).seal(_SEALED_AS, content),
            "by": photo.added_by,
            "at": photo.added_at,
        },
    )


async def of_tickets(unit: Unit, organisation_id: UUID, ticket_ids: Sequence[UUID]) -> list[Photo]:
    """Return the pictures of tickets, oldest first."""
    return await unit.fetch(
        Photo,
        f"SELECT {_COLUMNS} FROM repair_photos WHERE organisation_id = %(org)s AND ticket_id = ANY(%(tickets)s) ORDER BY ticket_id, id",
        {"org": organisation_id, "tickets": list(ticket_ids)},
    )


async def opened(unit: Unit, organisation_id: UUID, photo_id: UUID, ticket_id: UUID | None) -> OpenedPhoto | None:
    """Return what is in a picture, of this ticket if one is named; None if there is no such picture."""
    found = await unit.fetch_one(
        _pair,
        "SELECT content_type, content_sealed FROM repair_photos WHERE organisation_id = %(org)s AND id = %(id)s"
        " AND (%(ticket)s::uuid IS NULL OR ticket_id = %(ticket)s)",
        {"org": organisation_id, "id": photo_id, "ticket": ticket_id},
    )
    return OpenedPhoto((await unit.keys(organisation_id)).open(_SEALED_AS, found[1]), found[0]) if found else None


async def delete(unit: Unit, organisation_id: UUID, photo_id: UUID) -> UUID | None:
    """Delete a picture and return whose ticket it was; None if it is not there."""
    return await unit.value(
        "DELETE FROM repair_photos WHERE organisation_id = %(org)s AND id = %(id)s RETURNING ticket_id", {"org": organisation_id, "id": photo_id}
    )


async def delete_of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Delete all pictures of the devices of some contacts."""
    return await unit.run(
        "DELETE FROM repair_photos p USING repair_tickets t WHERE p.organisation_id = %(org)s AND t.organisation_id = %(org)s"
        " AND t.id = p.ticket_id AND t.contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def delete_ended(unit: Unit, organisation_id: UUID, ends: Sequence[str], before: datetime) -> int:
    """Delete all pictures of tickets that ended before a moment."""
    return await unit.run(
        "DELETE FROM repair_photos p USING repair_tickets t WHERE p.organisation_id = %(org)s AND t.organisation_id = %(org)s"
        " AND t.id = p.ticket_id AND t.status = ANY(%(ends)s) AND t.since < %(before)s",
        {"org": organisation_id, "ends": list(ends), "before": before},
    )


def _pair(content_type: str, sealed: bytes) -> tuple[str, bytes]:
    return content_type, sealed
