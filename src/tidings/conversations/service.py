"""Use cases of conversations."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, Wish
from tidings.contacts import service as contacts
from tidings.conversations import queries, rules
from tidings.conversations.types import Answer, InboundMessage, Letter, Reading, ReadingKind, Received, SenderRef, StoredMessage
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.kernel.words import Channel, Purpose
from tidings.ports.receipt import Inbound

_PHONE = "phone"
_TEXT = "message_text"
_FROM = "message_from"
_ANY_REGION = "FR"  # numbers from providers are E.164: the default region is never used


@dataclass(frozen=True, slots=True)
class _Heard:
    """A message on its way in: when it was said, what it means, and who says it."""

    inbound: Inbound
    at: datetime
    reading: Reading
    contact_id: UUID | None
    address_id: UUID | None
    lookups: Sequence[bytes]


async def receive(
    unit: Unit, organisation_id: UUID, connection_id: UUID, senders: Sequence[SenderRef], inbounds: Sequence[Inbound]
) -> list[Received]:
    """Take in what people wrote to one connection, once, and follow it; `senders` are the connection's own.

    An unknown number becomes a contact; somebody without a valid number is kept without one, and their STOP counts as well.
    STOP closes the channel, START re-opens it, any message opens WhatsApp's 24 hours. Returns, in order, what became of
    each. A constant number of statements whatever their number.
    """
    if not inbounds:
        return []
    heard = await _listen(unit, organisation_id, inbounds)
    fresh = await _store(unit, organisation_id, connection_id, senders, heard)
    new = [each for each, is_new in zip(heard, fresh, strict=True) if is_new]
    await _open_windows(unit, organisation_id, senders, new)
    newly_closed = await _follow(unit, organisation_id, new)
    return [
        Received(
            each.contact_id, each.address_id, each.reading, duplicate=not is_new, newly_closed=is_new and each.inbound.provider_id in newly_closed
        )
        for each, is_new in zip(heard, fresh, strict=True)
    ]


def classify(text: str, answering: Collection[Answer] = ()) -> Reading:
    """Say what a text would be taken for; `answering` is what an open question expects, if there is one."""
    return rules.classify(text, answering)


def told(reading: Reading, language: str) -> str:
    """Return a reading and its reason as a sentence in a language or locale: French or English."""
    return rules.told(reading, language)


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
    opened = [_opened(keys, row) for row in rows[:limit]]
    return Page(opened, encode_cursor(str(opened[-1].id)) if len(rows) > limit else None)


async def _listen(unit: Unit, organisation_id: UUID, inbounds: Sequence[Inbound]) -> list[_Heard]:
    keys = await unit.keys(organisation_id)
    phones = [inbound.sender for inbound in inbounds if inbound.sender and inbound.sender.startswith("+")]
    known, _ = await contacts.resolve_phones(unit, organisation_id, phones, _ANY_REGION) if phones else ([], [])
    who = {phones[one.position]: (one.contact_id, one.address_id) for one in known}
    lookups = [_lookups(keys, inbound) for inbound in inbounds]
    readings = await _readings(unit, organisation_id, inbounds, lookups)
    return [
        _Heard(inbound, at, reading, *who.get(inbound.sender or "", (None, None)), found)
        for inbound, at, reading, found in zip(inbounds, rules.moments(inbounds, unit.at), readings, lookups, strict=True)
    ]


def _lookups(keys: OrganisationKeys, inbound: Inbound) -> Sequence[bytes]:
    """Return the sender under every live index key; somebody without a number by the provider's own id of them."""
    if inbound.sender:
        return keys.indexes(_PHONE, inbound.sender)
    return keys.indexes(f"{inbound.channel.value}_user", inbound.user_ref) if inbound.user_ref else []


async def _readings(unit: Unit, organisation_id: UUID, inbounds: Sequence[Inbound], lookups: Sequence[Sequence[bytes]]) -> list[Reading]:
    readings = [rules.read(inbound) for inbound in inbounds]
    doubtful = [place for place, inbound in enumerate(inbounds) if rules.may_reopen(inbound, readings[place])]
    for channel in {inbounds[place].channel for place in doubtful}:
        asked = [place for place in doubtful if inbounds[place].channel is channel]
        closed = await consent.suppressed(
            unit, organisation_id, channel, [lookup for place in asked for lookup in lookups[place]], Purpose.TRANSACTIONAL
        )
        for place in asked:
            if SuppressionReason.OPTED_OUT in {closed.get(lookup) for lookup in lookups[place]}:
                readings[place] = Reading(ReadingKind.OPT_IN, "the provider took it as an opt-in after a STOP")
    return readings


async def _store(unit: Unit, organisation_id: UUID, connection_id: UUID, senders: Sequence[SenderRef], heard: Sequence[_Heard]) -> list[bool]:
    keys = await unit.keys(organisation_id)
    ours = {sender.address: sender.id for sender in senders}
    ids = sorted(new_id(unit.at) for _ in heard)  # so that a batch is listed in the order in which it came
    letters = [_letter(keys, ours, identifier, each) for identifier, each in zip(ids, heard, strict=True)]
    stored = await queries.store(unit, organisation_id, connection_id, letters)
    return [letter.id in stored for letter in letters]


def _letter(keys: OrganisationKeys, ours: Mapping[str, UUID], identifier: UUID, heard: _Heard) -> Letter:
    inbound = heard.inbound
    return Letter(
        id=identifier,
        provider_id=inbound.provider_id,
        channel=inbound.channel,
        sender_id=ours.get(inbound.to),
        contact_id=heard.contact_id,
        address_id=heard.address_id,
        kind=inbound.kind,
        from_sealed=keys.seal(_FROM, inbound.sender or inbound.user_ref or ""),
        text_sealed=keys.seal(_TEXT, inbound.text),
        payload=inbound.payload,
        in_reply_to=inbound.in_reply_to,
        reading=heard.reading,
        received_at=heard.at,
    )


async def _open_windows(unit: Unit, organisation_id: UUID, senders: Sequence[SenderRef], heard: Sequence[_Heard]) -> None:
    ours = {sender.address: sender.id for sender in senders}
    windows = [
        (ours[each.inbound.to], each.address_id, each.at + rules.WINDOW)
        for each in heard
        if each.inbound.channel is Channel.WHATSAPP and each.address_id and each.inbound.to in ours
    ]
    if windows:
        await queries.open_windows(unit, organisation_id, windows)


async def _follow(unit: Unit, organisation_id: UUID, heard: Sequence[_Heard]) -> set[str]:
    """Do what people asked; returns the provider's ids of STOPs that closed what was open.

    The time of saying decides, not the order of arrival, nor that opt-outs are taken first.
    """
    asking = [each for each in heard if each.lookups and each.reading.kind in {ReadingKind.OPT_OUT, ReadingKind.OPT_IN}]
    if not asking:
        return set()
    sharing = await contacts.contacts_at(unit, organisation_id, [each.address_id for each in asking if each.address_id])
    closed: set[str] = set()
    for channel in sorted({each.inbound.channel for each in asking}):
        stops, starts = (
            [each for each in asking if each.inbound.channel is channel and each.reading.kind is kind]
            for kind in (ReadingKind.OPT_OUT, ReadingKind.OPT_IN)
        )
        stop_wishes, start_wishes = ([_wish(each, sharing) for each in said] for said in (stops, starts))
        await consent.hold_addresses(unit, organisation_id, channel, [*stop_wishes, *start_wishes])
        newly = await consent.opt_out(unit, organisation_id, channel, stop_wishes)
        closed.update(each.inbound.provider_id for each, was_open in zip(stops, newly, strict=True) if was_open)
        await consent.opt_in(unit, organisation_id, channel, start_wishes)
    for each in asking:
        unit.happened(_happened(organisation_id, each, sharing))
    return closed


def _wish(heard: _Heard, sharing: Mapping[UUID, Sequence[UUID]]) -> Wish:
    source = "provider" if heard.inbound.keyword is not None else "keyword"
    proof = {"provider_id": heard.inbound.provider_id, "why": heard.reading.why}
    return Wish(heard.lookups, _people(heard, sharing), heard.at, source, proof)


def _people(heard: _Heard, sharing: Mapping[UUID, Sequence[UUID]]) -> Sequence[UUID]:
    return sharing.get(heard.address_id, ()) if heard.address_id else ()


def _happened(organisation_id: UUID, heard: _Heard, sharing: Mapping[UUID, Sequence[UUID]]) -> Happened:
    name = "contact.opted_out" if heard.reading.kind is ReadingKind.OPT_OUT else "contact.opted_in"
    data = {
        "channel": heard.inbound.channel.value,
        "address_id": str(heard.address_id) if heard.address_id else None,
        "contact_ids": [str(contact) for contact in _people(heard, sharing)],
    }
    return Happened(name, organisation_id, data)


def _opened(keys: OrganisationKeys, stored: StoredMessage) -> InboundMessage:
    return InboundMessage(
        id=stored.id,
        channel=stored.channel,
        kind=stored.kind,
        contact_id=stored.contact_id,
        sender_id=stored.sender_id,
        reading=stored.reading,
        received_at=stored.received_at,
        text=keys.open_text(_TEXT, stored.text_sealed),
        sender=keys.open_text(_FROM, stored.from_sealed),
    )
