"""When a device is fetched: agreed on by the shop or on the ticket's page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.repairs import errors
from tidings.repairs.rules import hours
from tidings.repairs.rules.statuses import STATUSES
from tidings.repairs.rules.texts import APPOINTMENT, APPOINTMENT_REMINDER, PICKUP
from tidings.repairs.service.desk import Desk, desk_of, entry_of, keep
from tidings.repairs.service.opening import hold
from tidings.repairs.service.telling import Tale, take_back, tell
from tidings.repairs.types import Ticket, What

_GRACE = timedelta(days=1)
"""How long after the agreed time nobody is reminded."""


async def appoint(unit: Unit, organisation_id: UUID, actor: str, ticket_id: UUID, at: datetime | None, *, telling: bool = True) -> Ticket:
    """Agree on when a device is fetched, on another time, or on none any more; its owner is told what changed. The same again changes nothing.

    Raises NotFound, and Conflict for a device that is not to be fetched or a time when the shop is closed or that has passed.
    """
    held = await hold(unit, organisation_id, ticket_id)
    desk = await desk_of(unit, organisation_id)
    if held.appointment_at == at:
        return held
    if not STATUSES[held.status].waits_for_owner:
        raise errors.nothing_to_fetch()
    if at is not None and (at <= unit.at or not hours.open_at(desk.shop, desk.organisation.time_zone, at)):
        raise errors.time_not_offered()
    appointed = replace(
        held, appointment_at=at, remind_at=_reminder(desk, held, at), appointment_reminder_at=_appointment_reminder(desk, at, unit.at)
    )
    entry = entry_of(unit, appointed, What.APPOINTED, actor)
    await keep(unit, organisation_id, appointed, [entry])
    await take_back(unit, organisation_id, appointed, [APPOINTMENT, PICKUP, APPOINTMENT_REMINDER])
    if telling:
        await tell(unit, desk, [Tale(appointed, APPOINTMENT, entry)])
    return appointed


async def times_of(unit: Unit, organisation_id: UUID, ticket: Ticket) -> Sequence[datetime]:
    """Return when a ticket's device may be fetched, none where it is not to be. Raises Conflict if the shop was not set up."""
    return times_for(await desk_of(unit, organisation_id), ticket, unit.at)


def times_for(desk: Desk, ticket: Ticket, now: datetime) -> Sequence[datetime]:
    """Return when a ticket's device may be fetched, none where it is not to be."""
    if not STATUSES[ticket.status].waits_for_owner:
        return []
    return hours.times_offered(desk.shop, desk.organisation.time_zone, now)


def _appointment_reminder(desk: Desk, at: datetime | None, now: datetime) -> datetime | None:
    """Return when the owner is reminded of the appointment itself, None if not at all."""
    return None if at is None else hours.appointment_reminder(desk.shop, desk.organisation.time_zone, at, now)


def _reminder(desk: Desk, held: Ticket, at: datetime | None) -> datetime | None:
    """Return when the owner is reminded: after the agreed time, else as before."""
    if at is None or held.remind_at is None:
        return held.remind_at
    return hours.next_open(desk.shop, desk.organisation.time_zone, max(held.remind_at, at + _GRACE))
