"""Changing the status of tickets: what may follow, who is told, what is reminded of from then on."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.repairs import errors
from tidings.repairs.rules import hours
from tidings.repairs.rules.statuses import STATUSES, check_follows
from tidings.repairs.rules.texts import PAYMENT
from tidings.repairs.service.desk import Desk, desk_of, entry_of, keep
from tidings.repairs.service.opening import hold, ticket
from tidings.repairs.service.telling import Tale, ask_no_more, take_back, tell
from tidings.repairs.types import Status, Ticket, What


async def move(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    ticket_id: UUID,
    to: Status,
    *,
    leaves: Status | None = None,
    note: str | None = None,
    telling: bool = True,
) -> Ticket:
    """Give a ticket another status and tell its owner where the status does; `telling` may be left out for one that they know of.

    `leaves` is the status that the caller saw. Raises NotFound, and Conflict for a status that can't follow, one that changed meanwhile,
    or a wait for approval of no estimate.
    """
    await ask_no_more(unit, organisation_id, await ticket(unit, organisation_id, ticket_id))
    desk = await desk_of(unit, organisation_id)
    held = await hold(unit, organisation_id, ticket_id)
    if leaves is not None and held.status is not leaves:
        raise errors.moved_meanwhile(held.status)
    check_follows(held.status, to)
    if STATUSES[to].asks_price:
        raise errors.estimate_needed()
    moved = placed(unit, desk, held, to)
    entry = entry_of(unit, moved, What.MOVED, actor, before=held.status, note=note)
    await keep(unit, organisation_id, moved, [entry])
    await take_back(unit, organisation_id, moved)
    kind = STATUSES[to].tells
    if telling and kind is not None:
        await tell(unit, desk, [Tale(moved, kind, entry)])
    return moved


async def pay(unit: Unit, organisation_id: UUID, actor: str, ticket_id: UUID) -> Ticket:
    """Note that what was agreed to is paid; nobody is reminded any more. Done twice, it changes nothing.

    Raises NotFound, and Conflict where nothing was agreed to.
    """
    held = await hold(unit, organisation_id, ticket_id)
    if held.agreed is None:
        raise errors.no_price()
    if held.paid_at is not None:
        return held
    waits = STATUSES[held.status].waits_for_owner
    paid = replace(held, paid_at=unit.at, remind_at=held.remind_at if waits else None)
    await keep(unit, organisation_id, paid, [entry_of(unit, paid, What.PAID, actor, amount=held.agreed)])
    await take_back(unit, organisation_id, paid, [PAYMENT])
    return paid


def placed(unit: Unit, desk: Desk, held: Ticket, to: Status) -> Ticket:
    """Return a ticket in another status, with when its owner is reminded from now on. What is not repaired owes nothing."""
    waits = STATUSES[to].waits_for_owner
    return replace(
        held,
        status=to,
        since=unit.at,
        agreed=None if STATUSES[to].unrepaired else held.agreed,
        asked_at=(),
        appointment_at=held.appointment_at if waits else None,
        appointment_reminder_at=held.appointment_reminder_at if waits else None,
        remind_at=_first_reminder(unit, desk, held, to),
        reminded=0,
    )


def _first_reminder(unit: Unit, desk: Desk, held: Ticket, to: Status) -> datetime | None:
    zone = desk.organisation.time_zone
    if STATUSES[to].waits_for_owner:
        return hours.reminder_after(desk.shop, zone, unit.at, desk.shop.pickup_days, unit.at)
    owes = STATUSES[to].end and held.status is Status.READY and bool(held.agreed) and held.paid_at is None
    return hours.reminder_after(desk.shop, zone, unit.at, desk.shop.payment_days, unit.at) if owes else None
