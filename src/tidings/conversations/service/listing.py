"""What people wrote, and who may be answered freely."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from tidings.conversations.queries import messages as queries
from tidings.conversations.service import attachments
from tidings.conversations.types import InboundAttachment, InboundMessage, ReadingKind, StoredMessage
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.kernel.words import Channel
from tidings.ports.receipt import Place

TEXT = "message_text"
FROM = "message_from"
PLACE = "message_place"
"""As what a message, who wrote it and where they are is sealed."""


async def window_open(unit: Unit, organisation_id: UUID, sender_id: UUID, address_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the addresses that wrote to our WhatsApp sender in the last 24 hours, so that free text is allowed."""
    return await queries.window_open(unit, organisation_id, sender_id, address_ids) if address_ids else set()


async def list_inbound(
    unit: Unit,
    organisation_id: UUID,
    *,
    channel: Channel | None = None,
    contact_id: UUID | None = None,
    reading: ReadingKind | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[InboundMessage]:
    """Return what people wrote, opened, newest first."""
    before = decode_id_cursor(cursor)
    rows = await queries.list_inbound(unit, organisation_id, channel=channel, contact_id=contact_id, reading=reading, before=before, limit=limit + 1)
    keys = await unit.keys(organisation_id)
    files = await attachments.of_messages(unit, organisation_id, [row.id for row in rows[:limit]])
    shown = [opened(keys, row, files) for row in rows[:limit]]
    return Page(shown, encode_cursor(str(shown[-1].id)) if len(rows) > limit else None)


async def windows_of(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> Mapping[tuple[UUID, UUID], datetime]:
    """Return until when free text is allowed by WhatsApp, by our sender and their address; windows that have closed are left out."""
    found = await queries.windows(unit, organisation_id, address_ids) if address_ids else []
    return {(sender_id, address_id): until for sender_id, address_id, until in found}


async def written_by(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], *, before: tuple[datetime, UUID] | None = None, limit: int = 50
) -> list[InboundMessage]:
    """Return what contacts wrote, opened, newest first by when they said it; `before` is the time and id of the last one known."""
    return await _opened(unit, organisation_id, await queries.of_people(unit, organisation_id, contact_ids, before, limit))


async def last_written(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[Channel, datetime]:
    """Return when contacts wrote last, by channel."""
    return {Channel(channel): at for channel, at in await queries.last_by_channel(unit, organisation_id, contact_ids)}


async def last_of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[InboundMessage]:
    """Return the newest message of each contact, opened, without its files."""
    keys = await unit.keys(organisation_id)
    return [opened(keys, row) for row in await queries.last_of_people(unit, organisation_id, contact_ids)]


async def written(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> list[InboundMessage]:
    """Return messages by their ids, opened, newest first by when they were said."""
    return await _opened(unit, organisation_id, await queries.by_ids(unit, organisation_id, ids)) if ids else []


async def newest_written(unit: Unit, organisation_id: UUID, most: int) -> list[InboundMessage]:
    """Return the newest messages from anybody, opened, without their files."""
    keys = await unit.keys(organisation_id)
    return [opened(keys, row) for row in await queries.newest(unit, organisation_id, most)]


async def _opened(unit: Unit, organisation_id: UUID, rows: Sequence[StoredMessage]) -> list[InboundMessage]:
    if not rows:
        return []
    keys = await unit.keys(organisation_id)
    files = await attachments.of_messages(unit, organisation_id, [row.id for row in rows])
    return [opened(keys, row, files) for row in rows]


def text_in(keys: OrganisationKeys, sealed: bytes) -> str:
    """Open the text of a message from a person."""
    return keys.open_text(TEXT, sealed)


def sealed_place(keys: OrganisationKeys, place: Place) -> bytes:
    """Seal where somebody is."""
    return keys.seal(PLACE, json.dumps(asdict(place), ensure_ascii=False))


def opened(keys: OrganisationKeys, stored: StoredMessage, files: Mapping[UUID, Sequence[InboundAttachment]] | None = None) -> InboundMessage:
    """Open a stored message; `files` are those of messages, by message."""
    return InboundMessage(
        id=stored.id,
        channel=stored.channel,
        kind=stored.kind,
        contact_id=stored.contact_id,
        sender_id=stored.sender_id,
        reading=stored.reading,
        received_at=stored.received_at,
        text=keys.open_text(TEXT, stored.text_sealed),
        sender=keys.open_text(FROM, stored.from_sealed),
        place=Place(**json.loads(keys.open_text(PLACE, stored.place_sealed))) if stored.place_sealed else None,
        attachments=(files or {}).get(stored.id, ()),
        in_reply_to=stored.in_reply_to,
    )
