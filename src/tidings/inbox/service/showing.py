"""A thread as an agent sees it: what was said both ways, notes and what happened, in one order."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.conversations import service as conversations
from tidings.conversations.types import InboundMessage
from tidings.inbox import errors
from tidings.inbox.queries import files, items, lists, settings, threads
from tidings.inbox.rules.actors import user_of
from tidings.inbox.service.bringing import brought_by
from tidings.inbox.service.listing import around
from tidings.inbox.service.noting import SEALED_AS
from tidings.inbox.service.ways import ways
from tidings.inbox.types import Bringing, Item, ItemKind, Note, Opened, Presence, Reply, Thread, ThreadEvent
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.moments import is_possible
from tidings.kernel.paging import Page, decode_cursor, encode_cursor
from tidings.messages import service as messages
from tidings.messages.types import SaidTo, SourceKind

_FIRST, _LAST = UUID(int=0), UUID(int=(1 << 128) - 1)
_MOST_ITEMS = 200

_Place = tuple[datetime, int, str]
"""Where an item stands, newest first: its time, its kind (of one moment the first named comes first), its key."""
_RANKS = {"note": 0, "message": 1, "event": 2, "inbound": 3}


async def thread(unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID) -> Opened:
    """Return a thread with the channels by which it may be answered, and who else is in it. Raises NotFound."""
    found = await _found(unit, organisation_id, thread_id)
    row = await lists.one(unit, organisation_id, found.id, user_of(actor))
    if row is None:
        raise errors.no_thread()
    (listed,) = await around(unit, organisation_id, [row])
    present: list[Presence] = [each for _, each in await settings.present(unit, organisation_id, [found.id])]
    return Opened(listed, await ways(unit, organisation_id, found), present)


async def thread_of(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Thread | None:
    """Return the thread of a contact, None if they have none."""
    found = await threads.of_people(unit, organisation_id, [contact_id])
    return found[0] if found else None


async def thread_items(unit: Unit, organisation_id: UUID, thread_id: UUID, *, cursor: str | None = None, limit: int = 50) -> Page[Item]:
    """Return what stands in a thread, newest first. Raises NotFound, and Invalid on a foreign cursor."""
    found, limit, place = await _found(unit, organisation_id, thread_id), min(limit, _MOST_ITEMS), _place(cursor)
    shown_in = [found.id, *await threads.joined_to(unit, organisation_id, [found.id])]
    family: Sequence[UUID] = await contacts.family(unit, organisation_id, found.contact_id) if found.contact_id else ()
    rows = [
        *await _inbound(unit, organisation_id, found, family, place, limit + 1),
        *await _messages(unit, organisation_id, family, place, limit + 1),
        *await _notes(unit, organisation_id, shown_in, place, limit + 1),
        *await _events(unit, organisation_id, shown_in, place, limit + 1),
    ]
    rows.sort(key=lambda row: row[0][2], reverse=True)
    rows.sort(key=lambda row: row[0][1])
    rows.sort(key=lambda row: row[0][0], reverse=True)
    last = rows[limit - 1][0] if len(rows) > limit else None
    return Page([item for _, item in rows[:limit]], encode_cursor(last[0].isoformat(), last[1], last[2]) if last else None)


async def _found(unit: Unit, organisation_id: UUID, thread_id: UUID) -> Thread:
    found = await threads.by_ids(unit, organisation_id, [thread_id])
    if found and found[0].joined_id is not None:
        found = await threads.by_ids(unit, organisation_id, [found[0].joined_id])
    if not found:
        raise errors.no_thread()
    return found[0]


def _before(place: _Place | None, kind: str) -> tuple[datetime, UUID] | None:
    """Return after which item of a kind a page goes on, by the order of all kinds."""
    if place is None:
        return None
    at, rank, key = place
    own = _RANKS[kind]
    if own != rank:
        return at, _LAST if own > rank else _FIRST
    return at, UUID(key)


async def _inbound(
    unit: Unit, organisation_id: UUID, thread: Thread, family: Sequence[UUID], place: _Place | None, limit: int
) -> list[tuple[_Place, Item]]:
    before = _before(place, "inbound")
    if thread.contact_id is None:
        ids = [message_id for _, message_id in await threads.strange(unit, organisation_id, [thread.id])]
        said = [each for each in await conversations.written(unit, organisation_id, ids) if not before or (each.received_at, each.id) < before]
    else:
        said = await conversations.written_by(unit, organisation_id, family, before=before, limit=limit)
    quoted = sorted({each.in_reply_to for each in said[:limit] if each.in_reply_to})
    ours: Mapping[str, str] = await messages.keys_of(unit, organisation_id, quoted) if quoted else {}
    return [((each.received_at, _RANKS["inbound"], str(each.id)), _of_inbound(each, ours)) for each in said[:limit]]


def _of_inbound(said: InboundMessage, ours: Mapping[str, str]) -> Item:
    about = ours.get(said.in_reply_to or "")
    return Item(str(said.id), ItemKind.INBOUND, said.received_at, None, said.channel, said.text, inbound=said, about=about)


async def _messages(unit: Unit, organisation_id: UUID, family: Sequence[UUID], place: _Place | None, limit: int) -> list[tuple[_Place, Item]]:
    if not family:
        return []
    before = None
    if place is not None:
        at, rank, key = place
        own = _RANKS["message"]
        before = (at, key if own == rank else "~" if own > rank else "")
    said = await messages.said_to(unit, organisation_id, family, before=before, limit=limit)
    replies = {each.id: each for each in await items.replies(unit, organisation_id, [each.source_id for each in said])}
    texts = await messages.texts_of(unit, organisation_id, [each for each in said if each.source_id not in replies])
    shown = await _shown(unit, organisation_id, list(replies.values()))
    found: list[tuple[_Place, Item]] = []
    for each in said:
        reply = replies.get(each.source_id)
        text, brings = shown[reply.id] if reply else (texts.get(each.key), None)
        kind = ItemKind.REPLY if reply else ItemKind.MESSAGE
        by = reply.by if reply else _source(each)
        item = Item(each.key, kind, each.at, by, each.channel, text, said=each, state=each.state, brings=brings)
        found.append(((each.at, _RANKS["message"], each.key), item))
    return found


async def _shown(unit: Unit, organisation_id: UUID, replies: Sequence[Reply]) -> Mapping[UUID, tuple[str, Bringing]]:
    """Return what replies say, and bring beside it; a file that is gone is not there."""
    keys = await unit.keys(organisation_id)
    kept = {each.id: _kept(keys, each.sealed) for each in replies}
    wanted = [UUID(each["file"]) for each in kept.values() if "file" in each]
    there = {str(each.id): each for each in await files.select(unit, organisation_id, wanted)} if wanted else {}
    return {reply_id: (each["text"], replace(brought_by(each), file=there.get(each.get("file", "")))) for reply_id, each in kept.items()}


def words_of(keys: OrganisationKeys, sealed: bytes) -> str:
    """Return what a reply says to a reader, in words."""
    return _kept(keys, sealed)["text"]


def _kept(keys: OrganisationKeys, sealed: bytes) -> Mapping[str, Any]:
    return json.loads(keys.open_text(SEALED_AS, sealed))


def _source(said: SaidTo) -> str:
    """Return what asked for a message that no agent wrote: its kind, and its name where somebody gave it one."""
    named = said.kind in {SourceKind.CAMPAIGN, SourceKind.NOTICE, SourceKind.TEST}
    return f"{said.kind.value}:{said.name}" if named else said.kind.value


async def _notes(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID], place: _Place | None, limit: int) -> list[tuple[_Place, Item]]:
    keys = await unit.keys(organisation_id)
    notes = await items.notes(unit, organisation_id, thread_ids, _before(place, "note"), limit)
    return [((each.created_at, _RANKS["note"], str(each.id)), _of_note(keys, each)) for each in notes]


def _of_note(keys: OrganisationKeys, note: Note) -> Item:
    text = keys.open_text(SEALED_AS, note.sealed)
    return Item(str(note.id), ItemKind.NOTE, note.created_at, note.by, text=text, mentions=note.mentions)


async def _events(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID], place: _Place | None, limit: int) -> list[tuple[_Place, Item]]:
    events = await items.events(unit, organisation_id, thread_ids, _before(place, "event"), limit)
    return [((each.at, _RANKS["event"], str(each.id)), _of_event(each)) for each in events]


def _of_event(event: ThreadEvent) -> Item:
    return Item(str(event.id), ItemKind.EVENT, event.at, event.by, event=event)


def _place(cursor: str | None) -> _Place | None:
    if cursor is None:
        return None
    at, rank, key = decode_cursor(cursor, 3)
    try:
        place = (datetime.fromisoformat(str(at)), int(rank), str(key))
        if place[1] != _RANKS["message"]:
            UUID(place[2])
        elif not place[2].isprintable():
            place = None
    except (ValueError, TypeError):
        place = None
    if place is None or place[0].tzinfo is None or not is_possible(place[0]) or place[1] not in _RANKS.values():
        raise Invalid("cursor_invalid", "This is not a cursor of this list.", field="cursor", fix="Use next_cursor as it came.")
    return place
