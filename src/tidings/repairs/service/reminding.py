"""Reminders: of a device that waits, of a bill that does, of an appointment. Within the shop's hours, until it is fetched or paid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.infra.logs import logger
from tidings.kernel.errors import Busy
from tidings.repairs.queries import shops
from tidings.repairs.queries import tickets as queries
from tidings.repairs.rules import hours
from tidings.repairs.rules.statuses import STATUSES
from tidings.repairs.rules.texts import APPOINTMENT_REMINDER, PAYMENT, PICKUP
from tidings.repairs.service.desk import Desk, desk_of, entry_of
from tidings.repairs.service.telling import Tale, tell
from tidings.repairs.types import Ticket, What

MOST = 200
"""Tickets of one turn."""
_BY = "system:repairs"
_REST = timedelta(hours=1)
"""How long a ticket rests whose reminder failed."""

log = logger(__name__)


async def organisations_due(unit: Unit) -> Sequence[UUID]:
    """Return the organisations with somebody to remind (engine role)."""
    return await queries.due_in(unit)


async def next_due(unit: Unit) -> datetime | None:
    """Return when somebody is reminded next, over all organisations (engine role); None: nobody is."""
    return await queries.next_due(unit)


async def remind(unit: Unit, organisation_id: UUID) -> int:
    """Remind whoever is due, once for each moment, and return how many tickets were looked at. Any number of workers may do this."""
    held = await queries.take_due(unit, organisation_id, MOST)
    if not held or await shops.shop(unit, organisation_id) is None:
        return 0
    desk = await desk_of(unit, organisation_id)
    if not hours.open_at(desk.shop, desk.organisation.time_zone, unit.at):
        opening = hours.next_open(desk.shop, desk.organisation.time_zone, unit.at)
        await queries.reminded(unit, organisation_id, [_put_off(each, unit.at, opening) for each in held])
        return len(held)
    try:
        async with unit.part():
            await _tell(unit, desk, held)
    except Busy:
        raise
    except Exception:  # noqa: BLE001 - one ticket's trouble is found by looking at each alone
        for each in held:
            await _alone(unit, desk, each)
    return len(held)


async def _alone(unit: Unit, desk: Desk, ticket: Ticket) -> None:
    """Remind one ticket's owner; whatever goes wrong, the ticket rests and the others go on."""
    try:
        async with unit.part():
            await _tell(unit, desk, [ticket])
    except Busy:
        raise
    except Exception:  # noqa: BLE001 - see above
        await log.aexception("reminder_failed", ticket=str(ticket.id))
        await queries.reminded(unit, desk.organisation.id, [_put_off(ticket, unit.at, unit.at + _REST)])


async def _tell(unit: Unit, desk: Desk, held: Sequence[Ticket]) -> None:
    after = [_after(desk, each, unit.at) for each in held]
    tales = [Tale(each, kind, entry_of(unit, each, What.REMINDED, _BY)) for each, kind in after if kind is not None]
    await queries.reminded(unit, desk.organisation.id, [each for each, _ in after])
    if tales:
        await queries.note(unit, desk.organisation.id, [(each.ticket.id, each.entry) for each in tales])
        await tell(unit, desk, tales)


def _after(desk: Desk, ticket: Ticket, now: datetime) -> tuple[Ticket, str | None]:
    """Return a due ticket once its owner is reminded now, and of what: the appointment before all else, and of none that has passed."""
    if ticket.appointment_reminder_at is not None and ticket.appointment_reminder_at <= now:
        comes = ticket.appointment_at is not None and now < ticket.appointment_at
        return replace(ticket, appointment_reminder_at=None), APPOINTMENT_REMINDER if comes else None
    waits = STATUSES[ticket.status].waits_for_owner
    days = desk.shop.pickup_days if waits else desk.shop.payment_days
    following = hours.reminder_after(desk.shop, desk.organisation.time_zone, ticket.since, days, now)
    return replace(ticket, reminded=ticket.reminded + 1, remind_at=following), PICKUP if waits else PAYMENT


def _put_off(ticket: Ticket, now: datetime, until: datetime) -> Ticket:
    """Return a ticket of which nothing that is due is said before a moment; of an appointment that begins earlier nothing at all."""
    if ticket.remind_at is not None and ticket.remind_at <= now:
        ticket = replace(ticket, remind_at=until)
    if ticket.appointment_reminder_at is not None and ticket.appointment_reminder_at <= now:
        in_time = ticket.appointment_at is not None and until < ticket.appointment_at
        ticket = replace(ticket, appointment_reminder_at=until if in_time else None)
    return ticket
