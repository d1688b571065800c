"""By which channels a person may be answered now, and why not by others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import Sender, Status
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, Contact
from tidings.conversations import service as conversations
from tidings.inbox.rules.answering import WROTE_LATELY, address_for, lane_for
from tidings.inbox.types import Thread, Way, WayState
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose
from tidings.limits import service as limits
from tidings.messages.types import WaitCode
from tidings.policy import service as policy
from tidings.policy.types import Allowed, Candidate, Question

NO_ADDRESS = "no_address"
WINDOW_CLOSED = "window_closed"


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a person for all channels."""

    contact: Contact
    senders: Mapping[Channel, Sender]
    windows: Mapping[tuple[UUID, UUID], datetime]
    wrote: Mapping[Channel, datetime]


async def ways(unit: Unit, organisation_id: UUID, thread: Thread) -> list[Way]:
    """Return what each channel can do for a thread's person now; a stranger has none. Nothing is held or counted."""
    if thread.contact_id is None:
        return []
    contact = await contacts.contact(unit, organisation_id, thread.contact_id)
    family = await contacts.family(unit, organisation_id, thread.contact_id)
    known = _Known(
        contact,
        _senders(await channels.senders(unit, organisation_id), thread),
        await conversations.windows_of(unit, organisation_id, [each.address.id for each in contact.addresses]),
        await conversations.last_written(unit, organisation_id, family),
    )
    found = [await _way(unit, organisation_id, channel, thread, known) for channel in Channel]
    return sorted(found, key=lambda way: (way.channel is not thread.channel, way.state is WayState.CLOSED))


def _senders(every: Sequence[Sender], thread: Thread) -> dict[Channel, Sender]:
    """Return by channel the number that they wrote to, else the first that is open, else any."""
    found: dict[Channel, Sender] = {}
    for each in sorted(every, key=lambda sender: (sender.id != thread.sender_id, sender.status is not Status.OPEN)):
        found.setdefault(each.channel, each)
    return found


async def _way(unit: Unit, organisation_id: UUID, channel: Channel, thread: Thread, known: _Known) -> Way:
    owned, sender = address_for(known.contact, channel, thread), known.senders.get(channel)
    if owned is None:
        return Way(channel, WayState.CLOSED, NO_ADDRESS)
    if sender is None or sender.status is Status.STOPPED:
        return Way(channel, WayState.CLOSED, WaitCode.SENDER_STOPPED if sender else WaitCode.NO_SENDER, sender.status_reason if sender else None)
    address, until = owned.address, known.windows.get((sender.id, owned.address.id))
    wrote = known.wrote.get(channel)
    lately = wrote is not None and wrote > unit.at - WROTE_LATELY
    code = await _verdict(unit, organisation_id, channel, (known.contact.id, address), conversational=lately, windowed=until is not None)
    way = Way(channel, WayState.OPEN, None, None, address.id, sender.id, until, conversational=lately)
    if code is not None:
        return replace(way, state=WayState.CLOSED, code=code)
    if channel is not Channel.WHATSAPP or until is not None:
        return way
    if sender.portfolio_id is not None and not await _has_room(unit, organisation_id, sender, address.id):
        return replace(way, state=WayState.CLOSED, code=WaitCode.TIER_USED_UP)
    return replace(way, state=WayState.TEMPLATE, code=WINDOW_CLOSED, counted=sender.portfolio_id is not None)


async def ways_back(unit: Unit, organisation_id: UUID, asked: Mapping[UUID, tuple[Thread, datetime]]) -> Mapping[UUID, Way]:
    """Return the ways by which free text may go back to people, where it may: by the channel, number and address by which each wrote.

    Each is a thread as it is after a message, and when that was said. A constant number of statements for all who wrote from one address each.
    """
    people = sorted({thread.contact_id for thread, _ in asked.values() if thread.contact_id})
    if not people:
        return {}
    known = await contacts.contacts_of(unit, organisation_id, people)
    every = await channels.senders(unit, organisation_id)
    found: dict[UUID, tuple[UUID, Address, Way]] = {}
    for key, (thread, at) in asked.items():
        contact = known.get(thread.contact_id) if thread.contact_id else None
        sender = _senders(every, thread).get(thread.channel) if thread.channel else None
        owned = address_for(contact, thread.channel, thread) if contact and thread.channel else None
        if contact is not None and owned is not None and sender is not None and sender.status is not Status.STOPPED:
            lately = at > unit.at - WROTE_LATELY
            way = Way(sender.channel, WayState.OPEN, address_id=owned.address.id, sender_id=sender.id, conversational=lately)
            found[key] = (contact.id, owned.address, way)
    windows = await conversations.windows_of(unit, organisation_id, sorted({address.id for _, address, _ in found.values()}))
    windowed = {key: (contact_id, address, _windowed(way, windows)) for key, (contact_id, address, way) in found.items()}
    return await _allowed(unit, organisation_id, windowed)


def _windowed(way: Way, windows: Mapping[tuple[UUID, UUID], datetime]) -> Way:
    return replace(way, window_open_until=windows.get((way.sender_id, way.address_id)) if way.sender_id and way.address_id else None)


async def _allowed(unit: Unit, organisation_id: UUID, found: Mapping[UUID, tuple[UUID, Address, Way]]) -> Mapping[UUID, Way]:
    """Return those that policy allows, asked once for each channel and lane; who wrote from two addresses is asked about twice."""
    rounds: dict[tuple[Channel, bool, int], dict[UUID, UUID]] = {}
    for key, (contact_id, address, way) in found.items():
        if way.channel is Channel.WHATSAPP and way.window_open_until is None:
            continue
        turn = 0
        while contact_id in (there := rounds.setdefault((way.channel, way.conversational, turn), {})) and found[there[contact_id]][1] != address:
            turn += 1
        there.setdefault(contact_id, key)
    allowed: set[tuple[UUID, UUID, Channel]] = set()
    for (channel, lately, _), asked in sorted(rounds.items()):
        question = Question(channel, Purpose.TRANSACTIONAL, lane_for(Purpose.TRANSACTIONAL, lately=lately))
        candidates = [
            Candidate(contact_id, address.id, address.lookup, address.country, address.line_type, window_open=way.window_open_until is not None)
            for contact_id, address, way in (found[key] for key in asked.values())
        ]
        verdicts = await policy.judge(unit, organisation_id, question, candidates)
        allowed |= {(each.contact_id, each.address_id, channel) for each in candidates if isinstance(verdicts[each.contact_id], Allowed)}
    return {
        key: way
        for key, (contact_id, address, way) in found.items()
        if (contact_id, address.id, way.channel) in allowed and (way.channel is not Channel.WHATSAPP or way.window_open_until is not None)
    }


async def marketing_verdict(unit: Unit, organisation_id: UUID, contact_id: UUID, way: Way) -> str | None:
    """Return what policy has against marketing by a way; None if nothing. Caps stay locked until it is counted."""
    address = (await contacts.addresses(unit, organisation_id, [way.address_id])).get(way.address_id) if way.address_id else None
    if address is None:
        return NO_ADDRESS
    await limits.sendings(unit, organisation_id, [contact_id], unit.at)
    question = Question(way.channel, Purpose.MARKETING, lane_for(Purpose.MARKETING, lately=way.conversational))
    return await _asked(unit, organisation_id, question, (contact_id, address), windowed=way.window_open_until is not None)


async def _verdict(
    unit: Unit, organisation_id: UUID, channel: Channel, to: tuple[UUID, Address], *, conversational: bool, windowed: bool
) -> str | None:
    """Return what policy has against an answer; None if nothing."""
    question = Question(channel, Purpose.TRANSACTIONAL, lane_for(Purpose.TRANSACTIONAL, lately=conversational))
    return await _asked(unit, organisation_id, question, to, windowed=windowed)


async def _asked(unit: Unit, organisation_id: UUID, question: Question, to: tuple[UUID, Address], *, windowed: bool) -> str | None:
    contact_id, address = to
    candidate = Candidate(contact_id, address.id, address.lookup, address.country, address.line_type, window_open=windowed)
    verdict = (await policy.judge(unit, organisation_id, question, [candidate]))[contact_id]
    return None if isinstance(verdict, Allowed) else verdict.code.value


async def _has_room(unit: Unit, organisation_id: UUID, sender: Sender, address_id: UUID) -> bool:
    """Say whether a person may be written to first by WhatsApp today."""
    portfolio = next(each for each in await channels.portfolios(unit, organisation_id) if each.id == sender.portfolio_id)
    room = await limits.people_room(unit, organisation_id, portfolio.id, portfolio.daily_people)
    return room is None or room > 0 or bool(await limits.counted(unit, organisation_id, portfolio.id, [address_id]))
