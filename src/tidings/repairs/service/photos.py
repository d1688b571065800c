"""Pictures of a device, taken at the bench: known by their bytes, sealed, shown to staff and to the owner, gone with the ticket's links."""

from collections.abc import Sequence
from uuid import UUID

from tidings.conversations import service as conversations
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.repairs import errors
from tidings.repairs.queries import photos as queries
from tidings.repairs.queries import tickets
from tidings.repairs.rules.links import LAST_AFTER_END
from tidings.repairs.rules.statuses import STATUSES
from tidings.repairs.service.desk import entry_of, keep
from tidings.repairs.service.opening import hold
from tidings.repairs.types import OpenedPhoto, Photo, Ticket, What

MOST_BYTES = 10 * 1024 * 1024
"""The largest picture: what a phone's camera makes."""
MOST_PHOTOS = 20
"""Of one ticket."""


async def add_photo(unit: Unit, organisation_id: UUID, actor: str, ticket_id: UUID, content: bytes) -> Photo:
    """Keep a picture of a ticket's device. Raises NotFound, TooLarge, Invalid for what is no such picture, and Conflict for too many."""
    if len(content) > MOST_BYTES:
        raise errors.photo_too_large(MOST_BYTES)
    content_type = conversations.picture_type(content)
    if content_type is None:
        raise errors.no_picture()
    held = await hold(unit, organisation_id, ticket_id)
    if len(await queries.of_tickets(unit, organisation_id, [ticket_id])) >= MOST_PHOTOS:
        raise errors.enough_photos(MOST_PHOTOS)
    photo = Photo(new_id(unit.at), ticket_id, content_type, len(content), actor, unit.at)
    await queries.insert(unit, organisation_id, photo, content)
    await keep(unit, organisation_id, held, [entry_of(unit, held, What.PHOTO_ADDED, actor)])
    return photo


async def photos(unit: Unit, organisation_id: UUID, ticket: Ticket) -> Sequence[Photo]:
    """Return a ticket's pictures, oldest first."""
    return await queries.of_tickets(unit, organisation_id, [ticket.id])


async def open_photo(unit: Unit, organisation_id: UUID, photo_id: UUID, *, of: Ticket | None = None) -> OpenedPhoto:
    """Return what is in a picture, `of` this ticket if one is named. Raises NotFound."""
    found = await queries.opened(unit, organisation_id, photo_id, of.id if of else None)
    if found is None:
        raise errors.no_photo(photo_id)
    return found


async def remove_photo(unit: Unit, organisation_id: UUID, actor: str, photo_id: UUID) -> None:
    """Delete a picture for good. Raises NotFound."""
    ticket_id = await queries.delete(unit, organisation_id, photo_id)
    held = await tickets.hold(unit, organisation_id, ticket_id) if ticket_id else None
    if held is None:
        raise errors.no_photo(photo_id)
    await keep(unit, organisation_id, held, [entry_of(unit, held, What.PHOTO_REMOVED, actor)])


async def forget_photos(unit: Unit, organisation_id: UUID) -> int:
    """Delete the pictures of tickets whose links are over; returns how many."""
    ends = [status.value for status, rule in STATUSES.items() if rule.end]
    return await queries.delete_ended(unit, organisation_id, ends, unit.at - LAST_AFTER_END)
