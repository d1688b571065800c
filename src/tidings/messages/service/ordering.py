"""Messages that have a source each, as notices do: many people's at once, by a constant number of statements."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.channels import service as channels
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Purpose
from tidings.limits import service as limits
from tidings.messages.queries import orders as queries
from tidings.messages.queries.orders import Withdrawn
from tidings.messages.queries.values import SEALED_AS
from tidings.messages.rules import ASKED_AT_AGES
from tidings.messages.service.pricing import prices_of
from tidings.messages.types import Order, Standing


async def send_each(unit: Unit, organisation_id: UUID, orders: Sequence[Order]) -> None:
    """Plan and queue one message of each order, due at once; what became of them is told by `source.settled`.

    Whoever asks has asked policy and counts whom they admit (`limits`); policy is asked again when their turn comes. The sources are born now.
    """
    if not orders:
        return
    keys = await unit.keys(organisation_id)
    sealed = [keys.seal(SEALED_AS, json.dumps(each.brings)) for each in orders]
    senders = await channels.sender_batch(unit, organisation_id, sorted({each.sender_id for each in orders}))
    prices = await prices_of(unit, organisation_id, orders, senders)
    await queries.place(unit, organisation_id, orders, sealed, prices, unit.at + ASKED_AT_AGES[0])
    marketing = [each for each in orders if each.source.purpose is Purpose.MARKETING]
    sendings = [(each.source.source_id, each.source.channel, each.recipient.contact_id) for each in marketing]
    await limits.count_single_sendings(unit, organisation_id, sendings)


async def standings(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> Mapping[UUID, Standing]:
    """Return where the one message of each source stands; what has left the ledger with its month is left out."""
    if not source_ids:
        return {}
    return {each.source_id: each for each in await queries.standings(unit, organisation_id, source_ids)}


async def withdraw(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> set[UUID]:
    """Take back what has not left and return the sources whose message was; one that a worker holds at this moment is not."""
    if not source_ids:
        return set()
    back = await queries.withdraw(unit, organisation_id, source_ids)
    await give_back(unit, organisation_id, back)
    return {each.source_id for each in back}


async def end_sources(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> set[UUID]:
    """Take back what has not left of sources, and have nothing of them tried again: what is on its way ends by itself. Returns as `withdraw`."""
    if not source_ids:
        return set()
    await queries.close(unit, organisation_id, source_ids, wait=True)
    return await withdraw(unit, organisation_id, source_ids)


async def close_ended(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> None:
    """Close sources of which nothing is left to send. One that somebody holds stays as it is: what they write of it is told by `source.settled`."""
    if source_ids:
        await queries.close(unit, organisation_id, source_ids, wait=False)


async def give_back(unit: Unit, organisation_id: UUID, back: Sequence[Withdrawn]) -> None:
    """Give back the places that taken-back messages held among the people of 24 hours and in caps."""
    if not back:
        return
    senders = await channels.sender_batch(unit, organisation_id, list({each.sender_id for each in back if each.sender_id}))
    people: dict[UUID, list[UUID]] = {}
    for each in back:
        sender = senders.get(each.sender_id) if each.sender_id else None
        if sender is not None and sender.portfolio_id is not None:
            people.setdefault(sender.portfolio_id, []).append(each.address_id)
    for portfolio_id, mine in sorted(people.items()):
        await limits.give_back_people(unit, organisation_id, portfolio_id, mine)
    await limits.give_back_sendings(unit, organisation_id, [(each.source_id, each.contact_id) for each in back])
