"""Claiming: a worker leases what is due of the sender whose turn it is, and learns what it needs to send it."""

from collections.abc import Sequence
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
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Lane
from tidings.limits import service as limits
from tidings.limits.types import Grant
from tidings.messages.queries import outbox, sources
from tidings.messages.queries.outbox import Turn
from tidings.messages.types import Batch, Claimed, Key, Source

_LOOK_AGAIN = timedelta(seconds=1)
"""How long a sender waits that a person has stopped, before it is looked at again."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What sending a batch needs, asked for in a constant number of statements."""

    connection: OpenConnection
    sources: dict[UUID, Source]
    compiled: dict[UUID, content.Compiled]
    addresses: dict[UUID, Address]
    people: dict[UUID, Person]
    suppressed: dict[UUID, str]
    """By address: the reason of those suppressed since release."""


async def claim(unit: Unit, worker: int, lanes: Sequence[Lane], most: int) -> Batch | None:
    """Lease up to `most` due messages of one sender; None when nothing is due. Call again at once after an empty batch.

    Pause, cancel, the stop switch and a sender's circuit are read here, in the transaction that leases; what is leased
    goes to the provider at once, so this is the last moment before the exchange.
    """
    turn = await outbox.next_turn(unit, lanes)
    if turn is None:
        return None
    sender = (await channels.sender_batch(unit, turn.organisation_id, [turn.sender_id])).get(turn.sender_id)
    if sender is None or not await _may_send(unit, turn, sender):
        return Batch(turn.organisation_id, sender, []) if sender else None
    grant = await limits.take_rate(unit, turn.organisation_id, sender.id, sender.per_hour, most)
    rows = await outbox.claim(unit, turn, worker, grant.granted) if grant.granted else []
    await limits.give_back_rate(unit, turn.organisation_id, sender.id, sender.per_hour, grant.granted - len(rows))
    await _next_time(unit, turn, grant, len(rows))
    claimed = [
        Claimed(turn.organisation_id, Key(row.source_id, row.contact_id, row.step), row.address_id, row.attempts, sender.id, unit.at) for row in rows
    ]
    return Batch(turn.organisation_id, sender, claimed)


async def facts(unit: Unit, batch: Batch) -> Facts:
    """Return what a claimed batch needs to be rendered and sent, opt-outs since its release included."""
    organisation_id = batch.organisation_id
    source_ids = list({each.key.source_id for each in batch.claimed})
    found = {source.source_id: source for source in await sources.select(unit, organisation_id, source_ids)}
    addresses = await contacts.addresses(unit, organisation_id, [each.address_id for each in batch.claimed])
    return Facts(
        connection=await channels.open_account(unit, organisation_id, batch.sender.connection_id),
        sources=found,
        compiled={source_id: await _compiled(unit, organisation_id, source) for source_id, source in found.items()},
        addresses=addresses,
        people=await contacts.people(unit, organisation_id, [each.key.contact_id for each in batch.claimed]),
        suppressed=await _suppressed(unit, organisation_id, batch.sender.channel, found, addresses),
    )


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


async def _next_time(unit: Unit, turn: Turn, grant: Grant, claimed: int) -> None:
    if claimed < grant.granted:
        await outbox.emptied(unit, turn, claimed)
        return
    await outbox.served(unit, turn, claimed)
    if grant.next_at is not None:
        await outbox.put_off(unit, turn, grant.next_at)


async def _compiled(unit: Unit, organisation_id: UUID, source: Source) -> content.Compiled:
    if source.template_id is None or source.template_version is None:
        message = f"source {source.source_id} was opened without a template"
        raise ValueError(message)
    return await content.compiled(unit, organisation_id, source.template_id, source.template_version)


async def _suppressed(
    unit: Unit, organisation_id: UUID, channel: Channel, found: dict[UUID, Source], addresses: dict[UUID, Address]
) -> dict[UUID, str]:
    reasons: dict[UUID, str] = {}
    by_lookup = {address.lookup: address_id for address_id, address in addresses.items()}
    for purpose in {source.purpose for source in found.values()}:
        for lookup, why in (await consent.suppressed(unit, organisation_id, channel, list(by_lookup), purpose)).items():
            reasons[by_lookup[lookup]] = why.value
    return reasons
