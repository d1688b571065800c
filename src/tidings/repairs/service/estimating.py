"""Estimates: made, asked, and answered by a word, by a page or at the counter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.conversations.types import Answer
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.words import Channel
from tidings.repairs import errors
from tidings.repairs.queries import tickets as queries
from tidings.repairs.rules.prices import rate_of
from tidings.repairs.rules.statuses import STATUSES, check_follows
from tidings.repairs.rules.texts import AGREED, ESTIMATE, WHICH
from tidings.repairs.service.desk import Desk, desk_of, entry_of, keep
from tidings.repairs.service.moving import placed
from tidings.repairs.service.opening import hold, ticket
from tidings.repairs.service.telling import Tale, ask, ask_again, ask_no_more, left_at, others_asked, read_source, take_back, tell
from tidings.repairs.types import Price, Status, Ticket, What

_BY_OWNER = "person"
_TO_READ = timedelta(minutes=3)
"""So long after a new estimate left a bare word may still be meant for the one before: phones tell no nearer what was read."""


async def price_of(unit: Unit, organisation_id: UUID, *, parts: int, labour: int, rate: int | None) -> Price:
    """Return a price before and with tax; without a rate, by that of the organisation's country today. Raises Invalid where none is known."""
    if rate is None:
        region = (await accounts.organisation(unit, organisation_id)).region
        rate = rate_of(region, unit.at.date())
        if rate is None:
            raise errors.rate_missing(region)
    return Price(parts, labour, rate)


async def estimate(unit: Unit, organisation_id: UUID, actor: str, ticket_id: UUID, price: Price, *, note: str | None = None) -> Ticket:
    """Ask a ticket's owner whether they agree to a price; the ticket waits for their answer. One before it neither leaves nor is answered any more.

    Raises NotFound, and Conflict where a ticket is past it.
    """
    await ask_no_more(unit, organisation_id, await ticket(unit, organisation_id, ticket_id))
    desk = await desk_of(unit, organisation_id)
    held = await hold(unit, organisation_id, ticket_id)
    check_follows(held.status, Status.WAITING_FOR_APPROVAL)
    asking = replace(placed(unit, desk, held, Status.WAITING_FOR_APPROVAL), estimate=held.estimate + 1, price=price, agreed=None, paid_at=None)
    asking = replace(asking, asked_at=await ask(unit, desk, asking))
    entry = entry_of(unit, asking, What.ESTIMATED, actor, before=held.status, amount=price.total, note=note)
    await keep(unit, organisation_id, asking, [entry])
    await take_back(unit, organisation_id, asking)
    await tell(unit, desk, [Tale(asking, ESTIMATE, entry)])
    return asking


async def answer_estimate(unit: Unit, organisation_id: UUID, actor: str, ticket_id: UUID, *, number: int, agreed: bool) -> Ticket:
    """Take the owner's answer to an estimate (its number) as staff or a page tell it. The same answer again changes nothing.

    Raises NotFound, and Conflict for an estimate that is not open.
    """
    present = await ticket(unit, organisation_id, ticket_id)
    if present.estimate == number:
        await ask_no_more(unit, organisation_id, present)
    desk = await desk_of(unit, organisation_id)
    held = await hold(unit, organisation_id, ticket_id)
    if held.estimate == number and (held.agreed is not None if agreed else held.status is Status.CANCELLED):
        return held
    if held.estimate != number or not STATUSES[held.status].asks_price:
        raise errors.not_answerable()
    return await _settled(unit, desk, actor, held, agreed=agreed)


async def on_answers(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Follow the answers to estimates: a yes agrees to the price, a no ends the repair.

    A word from before the estimate had left, or while anything else is asked at the address, says nothing of which, nor does one that quotes
    nothing so soon after a new estimate that the one before may be meant: it agrees to nothing, and each is to be answered on its page.
    Whoever read the estimate by one channel may answer by another.
    """
    for event in events:
        asked = read_source(str(event.data["source"]))
        if asked is None:
            continue
        held = await queries.hold(unit, organisation_id, asked[0])
        if held is None or held.estimate != asked[1] or not STATUSES[held.status].asks_price:
            continue
        desk = await desk_of(unit, organisation_id)
        channel, at = Channel(str(event.data["channel"])), datetime.fromisoformat(str(event.data["at"]))
        left = await left_at(unit, organisation_id, held)
        meant = left is not None and at >= (left if held.estimate == 1 or event.data["quoted"] else left + _TO_READ)
        if not meant or await others_asked(unit, organisation_id, held):
            await _unclear(unit, desk, held, channel)
        else:
            await _settled(unit, desk, _BY_OWNER, held, agreed=event.data["answer"] == Answer.YES.value)


async def _settled(unit: Unit, desk: Desk, actor: str, held: Ticket, *, agreed: bool) -> Ticket:
    """Write down what the owner of a held ticket said to its estimate, and tell them what follows."""
    total = held.price.total if held.price else 0
    to = Status.REPAIRING if agreed else Status.CANCELLED
    settled = replace(placed(unit, desk, held, to), agreed=total if agreed else None)
    entry = entry_of(unit, settled, What.AGREED if agreed else What.DECLINED, actor, before=held.status, amount=total)
    await keep(unit, desk.organisation.id, settled, [entry])
    await take_back(unit, desk.organisation.id, settled)
    kind = AGREED if agreed else STATUSES[to].tells
    if kind is not None:
        await tell(unit, desk, [Tale(settled, kind, entry)])
    return settled


async def _unclear(unit: Unit, desk: Desk, held: Ticket, channel: Channel) -> None:
    await ask_again(unit, desk.organisation.id, held, channel)
    entry = entry_of(unit, held, What.UNCLEAR, _BY_OWNER)
    await keep(unit, desk.organisation.id, held, [entry])
    await tell(unit, desk, [Tale(held, WHICH, entry)])
