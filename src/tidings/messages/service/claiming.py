"""Claiming: a worker leases what is due of the sender whose turn it is, and learns what it needs to send it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import OpenConnection, Sender, Status
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, Person
from tidings.content import service as content
from tidings.conversations import service as conversations
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.limits import service as limits
from tidings.limits.types import Grant
from tidings.messages.queries import ledger, outbox, sources
from tidings.messages.queries.outbox import Turn
from tidings.messages.service.answering import withheld_codes, withheld_confirmations
from tidings.messages.service.filed import all_as_filed
from tidings.messages.service.news import tell_planned_again
from tidings.messages.service.release import candidate
from tidings.messages.service.values import OVER, Brought, brought_values
from tidings.messages.types import Batch, Claimed, Key, Recipient, Source, SourceKind, State, Withheld
from tidings.policy import service as policy
from tidings.policy.types import Allowed, Deferred, Refused

SenderLane = tuple[UUID, Lane]
"""A sender in one lane: what has its turn, and hands of its own in a worker."""

NO_ROOMS: Mapping[SenderLane, int] = {}
_LOOK_AGAIN = timedelta(seconds=1)
"""How long a sender waits that a person has stopped, before it is looked at again."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What sending a batch needs, asked for in a constant number of statements."""

    connection: OpenConnection
    sources: dict[UUID, Source]
    compiled: dict[UUID, content.Sayable | Withheld]
    """By source; one that can't be made ready withholds its own messages only."""
    addresses: dict[UUID, Address]
    people: dict[UUID, Person]
    withheld: Mapping[Key, Withheld]
    """Whom policy refuses now, though it allowed them at their release."""
    brought: Brought
    """What messages bring beside what is stored about people."""


async def claim(unit: Unit, worker: int, lanes: Sequence[Lane], most: int, rooms: Mapping[SenderLane, int] = NO_ROOMS) -> Batch | None:
    """Lease up to `most` due messages of one sender and lane; None when nothing is due. Call again at once after an empty batch.

    `rooms` says for some senders and lanes how many less it may be; where that is none they are passed over.
    Pause, cancel, the stop switch and a sender's circuit are read here, in the transaction that leases; what is leased
    goes to the provider at once, so this is the last moment before the exchange.
    """
    turn = await outbox.next_turn(unit, lanes, [full for full, room in rooms.items() if not room])
    if turn is None:
        return None
    sender = (await channels.sender_batch(unit, turn.organisation_id, [turn.sender_id])).get(turn.sender_id)
    if sender is None:
        await _without_sender(unit, turn)
        return None
    if not await _may_send(unit, turn, sender):
        return Batch(turn.organisation_id, sender, [], turn.lane)
    wanted = min(most, rooms.get((turn.sender_id, turn.lane), most))
    if sender.held_until is not None:
        wanted, turn = 1, await outbox.first_turn(unit, turn.organisation_id, sender.id) or turn
        if not await _may_try(unit, turn):
            return Batch(turn.organisation_id, sender, [], turn.lane)
    grant = await _taken(unit, turn, sender, wanted)
    rows = await outbox.claim(unit, turn, worker, grant.granted) if grant.granted else []
    await _give_back(unit, turn, sender, grant.granted - len(rows))
    await _next_time(unit, turn, grant, len(rows))
    claimed = [
        Claimed(turn.organisation_id, Key(row.source_id, row.contact_id, row.step), row.address_id, row.attempts, sender.id, unit.at) for row in rows
    ]
    return Batch(turn.organisation_id, sender, claimed, turn.lane, open=all(row.open for row in rows))


async def facts(unit: Unit, batch: Batch) -> Facts:
    """Return what a claimed batch needs to be rendered and sent, and whom policy refuses since its release."""
    organisation_id = batch.organisation_id
    source_ids = list({each.key.source_id for each in batch.claimed})
    # Whoever planned a message may have been asked in the moment before its provider filed the template otherwise.
    present = await all_as_filed(unit, organisation_id, await sources.select(unit, organisation_id, source_ids))
    found = {source.source_id: source for source in present}
    addresses = await contacts.addresses(unit, organisation_id, [each.address_id for each in batch.claimed])
    brought = await brought_values(unit, organisation_id, found.values(), [each.key for each in batch.claimed])
    late = {key: Withheld(State.EXPIRED, OVER, "") for key in brought.over}
    return Facts(
        connection=await channels.open_account(unit, organisation_id, batch.sender.connection_id),
        sources=found,
        compiled={source_id: await _compiled(unit, organisation_id, source) for source_id, source in found.items()},
        addresses=addresses,
        people=await contacts.people(unit, organisation_id, [each.key.contact_id for each in batch.claimed]),
        withheld=late | await _withheld(unit, batch, found, addresses),
        brought=brought,
    )


async def _without_sender(unit: Unit, turn: Turn) -> None:
    """Take back what waits for a sender that was removed: it is planned again, for whichever sender there is."""
    back = await ledger.recall_sender(unit, turn.organisation_id, turn.sender_id)
    await limits.give_back_sendings(unit, turn.organisation_id, back)
    await outbox.end_turn(unit, turn)
    tell_planned_again(unit, turn.organisation_id, sorted({source_id for source_id, _ in back}))


async def _may_send(unit: Unit, turn: Turn, sender: Sender) -> bool:
    """Say whether the sender may send now; if not, put its turn off."""
    organisation = await accounts.organisation(unit, turn.organisation_id)
    if organisation.stopped_at is not None or sender.status is Status.STOPPED:
        await outbox.put_off(unit, turn, unit.at + _LOOK_AGAIN)
        return False
    if sender.held_until is not None and sender.held_until > unit.at:
        await outbox.put_off(unit, turn, sender.held_until)
        return False
    return True


async def _may_try(unit: Unit, turn: Turn) -> bool:
    """After a hold one message tries alone, of the first lane that has one due, until the provider answers (`holding`)."""
    if await outbox.sender_busy(unit, turn):
        await outbox.put_off(unit, turn, unit.at + _LOOK_AGAIN)
        return False
    return True


async def _taken(unit: Unit, turn: Turn, sender: Sender, wanted: int) -> Grant:
    """Take what both the sender's pace and its rolling hour have room for; the later of the two says when there is more."""
    paced = await limits.take_pace(unit, turn.organisation_id, sender.id, sender.per_second, wanted)
    hourly = await limits.take_rate(unit, turn.organisation_id, sender.id, sender.per_hour, paced.granted)
    await limits.give_back_pace(unit, turn.organisation_id, sender.id, sender.per_second, paced.granted - hourly.granted)
    return Grant(hourly.granted, max(filter(None, (paced.next_at, hourly.next_at)), default=None))


async def _give_back(unit: Unit, turn: Turn, sender: Sender, count: int) -> None:
    await limits.give_back_rate(unit, turn.organisation_id, sender.id, sender.per_hour, count)
    await limits.give_back_pace(unit, turn.organisation_id, sender.id, sender.per_second, count)


async def _next_time(unit: Unit, turn: Turn, grant: Grant, claimed: int) -> None:
    if claimed < grant.granted:
        await outbox.emptied(unit, turn, claimed)
        return
    await outbox.served(unit, turn, claimed)
    if grant.next_at is not None:
        await outbox.put_off(unit, turn, grant.next_at)


async def _compiled(unit: Unit, organisation_id: UUID, source: Source) -> content.Sayable | Withheld:
    if source.template_id is None and source.kind is SourceKind.INBOX:
        return content.Free()
    if source.template_id is None or source.template_version is None:
        return Withheld(State.FAILED, "template_failed", "The source was opened without a template.")
    try:
        return await content.compiled(unit, organisation_id, source.template_id, source.template_version)
    except (NotFound, Invalid) as error:
        return Withheld(State.FAILED, "template_failed", error.message)


async def _withheld(unit: Unit, batch: Batch, found: Mapping[UUID, Source], addresses: Mapping[UUID, Address]) -> dict[Key, Withheld]:
    """Judge the batch once more: between release and exchange people opt out, withdraw consent, are suppressed."""
    windowed: set[UUID] = set()
    if batch.sender.channel is Channel.WHATSAPP:
        windowed = await conversations.window_open(unit, batch.organisation_id, batch.sender.id, list(addresses))
    withheld: dict[Key, Withheld] = {}
    for source in found.values():
        claimed = [each for each in batch.claimed if each.key.source_id == source.source_id and each.address_id in addresses]
        if source.kind is SourceKind.TEST:
            withheld |= await _closed(unit, batch, [addresses[each.address_id] for each in claimed], claimed)
            continue
        if source.kind is SourceKind.OPT_OUT_CONFIRMATION:
            withheld |= await withheld_confirmations(unit, batch, claimed, addresses)
            continue
        if source.kind is SourceKind.VERIFICATION:
            withheld |= await withheld_codes(unit, batch, claimed, addresses)
            continue
        candidates = [candidate(Recipient(each.key.contact_id, each.address_id), addresses[each.address_id], windowed) for each in claimed]
        verdicts = await policy.judge(unit, batch.organisation_id, source.question(released=True, open_still=batch.open), candidates)
        withheld |= _outside_window(source, claimed, windowed)
        for each in claimed:
            match verdicts[each.key.contact_id]:
                case Refused(code=code, sentence=sentence):
                    withheld[each.key] = Withheld(State.SUPPRESSED, code.value, sentence)
                case Deferred(code=code, sentence=sentence, until=until):
                    withheld[each.key] = Withheld(State.QUEUED, code.value, sentence, until)
                case Allowed():
                    pass
    return withheld


def _outside_window(source: Source, claimed: Sequence[Claimed], windowed: AbstractSet[UUID]) -> dict[Key, Withheld]:
    """Return the free texts whose window closed while they waited: only templates may go by WhatsApp then."""
    if source.template_id is not None or source.channel is not Channel.WHATSAPP:
        return {}
    return {each.key: Withheld(State.SUPPRESSED, "window_closed", "") for each in claimed if each.address_id not in windowed}


async def _closed(unit: Unit, batch: Batch, addresses: Sequence[Address], tests: Sequence[Claimed]) -> dict[Key, Withheld]:
    """Return the tests whose address is closed: the allow-list stands for consent, but a STOP closes a channel to tests too."""
    if not tests:
        return {}
    reasons = await consent.suppressed_addresses(unit, batch.organisation_id, batch.sender.channel, addresses, Purpose.TRANSACTIONAL)
    return {each.key: Withheld(State.SUPPRESSED, reasons[each.address_id].value, "") for each in tests if each.address_id in reasons}
