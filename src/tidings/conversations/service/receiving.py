"""Taking in what people write, once, and following it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, Wish
from tidings.contacts import service as contacts
from tidings.conversations import rules
from tidings.conversations.queries import messages as queries
from tidings.conversations.queries import questions, unclear
from tidings.conversations.service import answering, attachments, beside, stopping
from tidings.conversations.service.beside import Beside, Spoken
from tidings.conversations.service.listing import FROM, TEXT, sealed_place
from tidings.conversations.service.stopping import Stop
from tidings.conversations.types import Answer, Decision, Letter, NamesProgrammes, NamesQuestions, Question, Reading, ReadingKind, Received, SenderRef
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose
from tidings.ports.receipt import Inbound

_PHONE = "phone"
_BY = "system:conversations"
_EVENTS = {ReadingKind.OPT_OUT: "contact.opted_out", ReadingKind.OPT_IN: "contact.opted_in", ReadingKind.HELP: "help.asked"}
_ANY_REGION = "FR"  # numbers from providers are E.164: the default region is never used


@dataclass(frozen=True, slots=True)
class _Heard:
    """A message on its way in: when it was said, what it means, who says it, and the open question that it answers."""

    id: UUID
    inbound: Inbound
    at: datetime
    reading: Reading
    contact_id: UUID | None
    address_id: UUID | None
    lookups: Sequence[bytes]
    sender_id: UUID | None
    answers: tuple[Question, Answer] | None
    others: Sequence[Beside]


async def receive(
    unit: Unit,
    organisation_id: UUID,
    connection_id: UUID,
    senders: Sequence[SenderRef],
    inbounds: Sequence[Inbound],
    *,
    names: NamesProgrammes | None = None,
    asks: NamesQuestions | None = None,
) -> list[Received]:
    """Take in what people wrote to one connection, once, and follow it; `senders` are the connection's own.

    An unknown number, or Meta's id of somebody who keeps theirs, becomes a contact; somebody without either is kept without one, and their
    STOP counts as well. What is said on WhatsApp holds for the number and the id of its writer alike.
    STOP closes what the organisation's policy says (`names` tells what it answers), START re-opens its channel, what may be a STOP holds
    marketing back until a person decides, an answer closes the question that it answers (`asks` tells what the message asked that it quotes),
    and any message opens WhatsApp's 24 hours.
    Returns, in order, what became of each. A constant number of statements whatever their number.
    """
    if not inbounds:
        return []
    heard = await _listen(unit, organisation_id, connection_id, senders, inbounds, asks)
    fresh = await _store(unit, organisation_id, connection_id, heard)
    new = [each for each, is_new in zip(heard, fresh, strict=True) if is_new]
    _tell_arrived(unit, organisation_id, new)
    await _open_windows(unit, organisation_id, senders, new)
    await _take_answers(unit, organisation_id, new)
    said = [Spoken(each.reading.kind, each.at, each.lookups, each.others) for each in new if each.others and each.lookups]
    await beside.know(unit, organisation_id, said)
    newly_closed = await _follow(unit, organisation_id, new, names)
    for each in new:
        if each.reading.kind is ReadingKind.HELP:
            unit.happened(_happened(organisation_id, each, {}, moved=True))
    await _hold(unit, organisation_id, new)
    await beside.follow(unit, organisation_id, said)
    _tell(unit, organisation_id, new)
    return [
        Received(each.contact_id, each.address_id, each.reading, duplicate=not is_new, newly_closed=each.id in newly_closed)
        for each, is_new in zip(heard, fresh, strict=True)
    ]


def _tell_arrived(unit: Unit, organisation_id: UUID, heard: Sequence[_Heard]) -> None:
    """Say of every message that it came, whoever wrote it; first of all, so that threads are held before anything that may be sent."""
    arrived = [
        {
            "id": str(each.id),
            "contact_id": str(each.contact_id) if each.contact_id else None,
            "lookups": [lookup.hex() for lookup in each.lookups],
            "channel": each.inbound.channel.value,
            "sender_id": str(each.sender_id) if each.sender_id else None,
            "address_id": str(each.address_id) if each.address_id else None,
            "kind": each.inbound.kind.value,
            "reading": each.reading.kind.value,
            "asked": each.answers[0].source if each.answers else None,
            "answered": each.inbound.opt_out_answered or each.inbound.keyword is not None,
            "at": each.at.isoformat(),
        }
        for each in heard
    ]
    if arrived:
        unit.happened(Happened("message.arrived", organisation_id, {"messages": arrived}))


def _tell(unit: Unit, organisation_id: UUID, heard: Sequence[_Heard]) -> None:
    """Say who of the contacts wrote, the whole batch at once."""
    wrote = [
        {
            "id": str(each.id),
            "contact_id": str(each.contact_id),
            "channel": each.inbound.channel.value,
            "reading": each.reading.kind.value,
            "in_reply_to": each.inbound.in_reply_to,
            "at": each.at.isoformat(),
        }
        for each in heard
        if each.contact_id is not None
    ]
    if wrote:
        unit.happened(Happened("message.received", organisation_id, {"messages": wrote}))


async def _listen(
    unit: Unit,
    organisation_id: UUID,
    connection_id: UUID,
    senders: Sequence[SenderRef],
    inbounds: Sequence[Inbound],
    asks: NamesQuestions | None,
) -> list[_Heard]:
    keys = await unit.keys(organisation_id)
    lookups = [_lookups(keys, inbound) for inbound in inbounds]
    ours = {sender.address: sender.id for sender in senders}
    people = await _people_of(unit, organisation_id, inbounds)
    others = await beside.others(
        unit, organisation_id, keys, [(inbound, address_id) for inbound, (_, address_id) in zip(inbounds, people, strict=True)]
    )
    at = [{each for each in (own, *(other.address_id for other in more)) if each} for (_, own), more in zip(people, others, strict=True)]
    moments = rules.moments(inbounds, unit.at)
    spoken = [answering.Spoken(inbound, here, moment, ours.get(inbound.to)) for inbound, here, moment in zip(inbounds, at, moments, strict=True)]
    answers = await answering.answers(unit, organisation_id, connection_id, spoken, asks)
    readings = await _readings(unit, organisation_id, inbounds, lookups, answers)
    ids = sorted(new_id(unit.at) for _ in inbounds)  # so that a batch is listed in the order in which it came
    return [
        _Heard(
            ids[place], inbound, moments[place], readings[place], *people[place], lookups[place], ours.get(inbound.to), answers[place], others[place]
        )
        for place, inbound in enumerate(inbounds)
    ]


async def _people_of(unit: Unit, organisation_id: UUID, inbounds: Sequence[Inbound]) -> list[tuple[UUID | None, UUID | None]]:
    """Return contact and address of who wrote each; those who were two contacts until WhatsApp told that they are one are told of."""
    people: list[tuple[UUID | None, UUID | None]] = [(None, None)] * len(inbounds)
    numbers = [inbound.sender if inbound.sender and inbound.sender.startswith("+") else None for inbound in inbounds]
    on_whatsapp = [place for place, inbound in enumerate(inbounds) if inbound.channel is Channel.WHATSAPP]
    if on_whatsapp:
        found = await contacts.resolve_whatsapp(unit, organisation_id, [(numbers[place], inbounds[place].user_ref) for place in on_whatsapp])
        for place, known in zip(on_whatsapp, found.people, strict=True):
            people[place] = known or (None, None)
        if found.twice:
            unit.happened(Happened("contact.found_twice", organisation_id, {"pairs": [[str(one), str(other)] for one, other in found.twice]}))
    by_phone = [(place, number) for place, number in enumerate(numbers) if number and place not in on_whatsapp]
    known, _ = await contacts.resolve_phones(unit, organisation_id, [number for _, number in by_phone], _ANY_REGION) if by_phone else ([], [])
    for one in known:
        people[by_phone[one.position][0]] = (one.contact_id, one.address_id)
    return people


def _lookups(keys: OrganisationKeys, inbound: Inbound) -> Sequence[bytes]:
    """Return the sender under every live index key; somebody without a number by the provider's own id of them."""
    if inbound.sender:
        return keys.indexes(_PHONE, inbound.sender)
    return keys.indexes(f"{inbound.channel.value}_user", inbound.user_ref) if inbound.user_ref else []


async def _readings(
    unit: Unit,
    organisation_id: UUID,
    inbounds: Sequence[Inbound],
    lookups: Sequence[Sequence[bytes]],
    answers: Sequence[tuple[Question, Answer] | None],
) -> list[Reading]:
    readings = [rules.read(inbound, answer[0].expects if answer else ()) for inbound, answer in zip(inbounds, answers, strict=True)]
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


async def _store(unit: Unit, organisation_id: UUID, connection_id: UUID, heard: Sequence[_Heard]) -> list[bool]:
    keys = await unit.keys(organisation_id)
    letters = [_letter(keys, each) for each in heard]
    stored = await queries.store(unit, organisation_id, connection_id, letters)
    await attachments.note(unit, organisation_id, keys, [(each.id, each.inbound.attachments) for each in heard if each.id in stored])
    return [letter.id in stored for letter in letters]


def _letter(keys: OrganisationKeys, heard: _Heard) -> Letter:
    inbound = heard.inbound
    return Letter(
        id=heard.id,
        provider_id=inbound.provider_id,
        channel=inbound.channel,
        sender_id=heard.sender_id,
        contact_id=heard.contact_id,
        address_id=heard.address_id,
        kind=inbound.kind,
        from_sealed=keys.seal(FROM, inbound.sender or inbound.user_ref or ""),
        text_sealed=keys.seal(TEXT, inbound.text),
        payload=inbound.payload,
        in_reply_to=inbound.in_reply_to,
        reading=heard.reading,
        received_at=heard.at,
        place_sealed=sealed_place(keys, inbound.place) if inbound.place else None,
    )


async def _open_windows(unit: Unit, organisation_id: UUID, senders: Sequence[SenderRef], heard: Sequence[_Heard]) -> None:
    ours = {sender.address: sender.id for sender in senders}
    windows = [
        (ours[each.inbound.to], address_id, each.at + rules.WINDOW)
        for each in heard
        if each.inbound.channel is Channel.WHATSAPP and each.address_id and each.inbound.to in ours
        for address_id in (each.address_id, *(other.address_id for other in each.others))
    ]
    if windows:
        await queries.open_windows(unit, organisation_id, windows)


async def _take_answers(unit: Unit, organisation_id: UUID, heard: Sequence[_Heard]) -> None:
    """Close the questions that were answered and tell who asked."""
    answered = [(each, *each.answers) for each in heard if each.answers]
    if not answered:
        return
    await questions.answered(unit, organisation_id, [(question.id, answer) for _, question, answer in answered])
    for each, question, answer in answered:
        data = {
            "question_id": str(question.id),
            "source": question.source,
            "answer": answer.value,
            "message_id": str(each.id),
            "channel": each.inbound.channel.value,
            "at": each.at.isoformat(),
            "again": question.again,
            "quoted": each.inbound.in_reply_to is not None,
            "contact_id": str(each.contact_id) if each.contact_id else None,
            "address_id": str(each.address_id) if each.address_id else None,
        }
        unit.happened(Happened("question.answered", organisation_id, data))


async def _hold(unit: Unit, organisation_id: UUID, heard: Sequence[_Heard]) -> None:
    """Put what may be a STOP before a person, and let no marketing leave meanwhile."""
    held = [each for each in heard if each.reading.kind is ReadingKind.UNCLEAR and each.lookups]
    if not held:
        return
    await unclear.hold(unit, organisation_id, [(each.id, each.inbound.channel, each.address_id, each.at) for each in held])
    for channel in sorted({each.inbound.channel for each in held}):
        said = [(each.lookups[-1], each.at) for each in held if each.inbound.channel is channel]
        await consent.hold_marketing(unit, organisation_id, channel, said)


async def _settle(unit: Unit, organisation_id: UUID, channel: Channel, heard: Sequence[_Heard], decision: Decision) -> None:
    """Let a STOP or START tell what its sender meant before."""
    if not heard:
        return
    why = f"They said so themselves: {decision}."
    by_address = [(each.address_id, each.at) for each in heard if each.address_id]
    await unclear.settle(unit, organisation_id, channel, by_address, decision, by=_BY, why=why)
    said = [(lookup, each.at) for each in heard for lookup in each.lookups]
    await consent.release_marketing(unit, organisation_id, channel, said, by=_BY, why=why)


async def _follow(unit: Unit, organisation_id: UUID, heard: Sequence[_Heard], names: NamesProgrammes | None) -> set[UUID]:
    """Do what people asked; returns the ids of STOPs that closed what was open.

    The time of saying decides, not the order of arrival, nor that opt-outs are taken first.
    """
    asking = [each for each in heard if each.lookups and each.reading.kind in {ReadingKind.OPT_OUT, ReadingKind.OPT_IN}]
    if not asking:
        return set()
    sharing = await contacts.contacts_at(unit, organisation_id, [each.address_id for each in asking if each.address_id])
    said = {each.id: each for each in asking}
    opting_out = [_stop(each, sharing) for each in asking if each.reading.kind is ReadingKind.OPT_OUT]
    stops = await stopping.weighed(unit, organisation_id, opting_out, names)
    moved: set[UUID] = set()
    for channel in sorted(Channel):
        here = [stop for stop in stops if stop.channel is channel or stop.closes(channel)]
        starts = [each for each in asking if each.reading.kind is ReadingKind.OPT_IN and each.inbound.channel is channel]
        if not here and not starts:
            continue
        start_wishes = [_wish(each, sharing) for each in starts]
        await consent.hold_addresses(unit, organisation_id, channel, [*(stop.wish for stop in here), *start_wishes])
        moved |= await stopping.leave(unit, organisation_id, channel, here)
        moved |= await _were_closed(unit, organisation_id, channel, starts, sharing)
        await consent.opt_in(unit, organisation_id, channel, start_wishes)
        await _settle(unit, organisation_id, channel, [said[stop.said_id] for stop in here], Decision.OPT_OUT)
        await _settle(unit, organisation_id, channel, starts, Decision.KEEP)
    weighed = {stop.said_id: stop for stop in stops}
    for each in asking:
        unit.happened(_happened(organisation_id, each, sharing, moved=each.id in moved, stop=weighed.get(each.id)))
    return moved & weighed.keys()


def _stop(heard: _Heard, sharing: Mapping[UUID, Sequence[UUID]]) -> Stop:
    inbound = heard.inbound
    blocked = inbound.keyword is not None or inbound.opt_out_answered
    return Stop(heard.id, inbound.channel, _wish(heard, sharing), heard.contact_id, heard.address_id, inbound.in_reply_to, blocked)


async def _were_closed(
    unit: Unit, organisation_id: UUID, channel: Channel, starts: Sequence[_Heard], sharing: Mapping[UUID, Sequence[UUID]]
) -> set[UUID]:
    """Return which STARTs find an address that its owner had closed, or somebody who had left a programme."""
    lookups = [lookup for each in starts for lookup in each.lookups]
    if not lookups:
        return set()
    closed = await consent.suppressed(unit, organisation_id, channel, lookups, Purpose.TRANSACTIONAL)
    refused = {lookup for lookup, reason in closed.items() if reason in {SuppressionReason.OPTED_OUT, SuppressionReason.IMPORTED}}
    left = await consent.who_left_programmes(unit, organisation_id, channel, [person for each in starts for person in _people(each, sharing)])
    return {each.id for each in starts if not (refused.isdisjoint(each.lookups) and left.isdisjoint(_people(each, sharing)))}


def _wish(heard: _Heard, sharing: Mapping[UUID, Sequence[UUID]]) -> Wish:
    source = "provider" if heard.inbound.keyword is not None else "keyword"
    proof = {"provider_id": heard.inbound.provider_id, "why": heard.reading.why}
    return Wish(heard.lookups, _people(heard, sharing), heard.at, source, proof)


def _people(heard: _Heard, sharing: Mapping[UUID, Sequence[UUID]]) -> Sequence[UUID]:
    return sharing.get(heard.address_id, ()) if heard.address_id else ()


def _happened(organisation_id: UUID, heard: _Heard, sharing: Mapping[UUID, Sequence[UUID]], *, moved: bool, stop: Stop | None = None) -> Happened:
    name = _EVENTS[heard.reading.kind]
    data = {
        "channel": heard.inbound.channel.value,
        "address_id": str(heard.address_id) if heard.address_id else None,
        "contact_ids": [str(contact) for contact in _people(heard, sharing)],
        "message_id": str(heard.id),
        "contact_id": str(heard.contact_id) if heard.contact_id else None,
        "sender_id": str(heard.sender_id) if heard.sender_id else None,
        "moved": moved,
        "answered": heard.inbound.opt_out_answered or heard.inbound.keyword is not None,
        "language": rules.language_of(heard.inbound.text),
        "scope": stop.scope.value if stop else None,
        "programme": stop.programme.name if stop and stop.programme else None,
    }
    return Happened(name, organisation_id, data)
