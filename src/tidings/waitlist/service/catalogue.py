"""What can be booked, with whom, and how an organisation asks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.waitlist import errors
from tidings.waitlist.queries import catalogue as queries
from tidings.waitlist.queries import slots
from tidings.waitlist.service.setup import set_up
from tidings.waitlist.types import Hours, Service, Settings, Staff

_LONGEST_HOLD = timedelta(hours=24)
_SHORTEST_HOLD = timedelta(minutes=1)
_MOST_AT_ONCE = 500
_MOST_REMINDERS = 5
_LONGEST_MINUTES = 24 * 60


async def services(unit: Unit, organisation_id: UUID, *, archived: bool = False) -> Sequence[Service]:
    """Return what can be booked, by name."""
    return await queries.services(unit, organisation_id, archived=archived)


async def list_services(
    unit: Unit, organisation_id: UUID, *, called: str = "", archived: bool = False, cursor: str | None = None, limit: int = 100
) -> Page[Service]:
    """List what can be booked by name, of names with these letters if any are given."""
    after = decode_id_cursor(cursor)
    rows = await queries.page_of_services(unit, organisation_id, called.strip(), after, limit + 1, archived=archived)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def service(unit: Unit, organisation_id: UUID, service_id: UUID) -> Service:
    """Return a service, archived or not. Raises NotFound."""
    for each in await queries.services(unit, organisation_id, archived=True):
        if each.id == service_id:
            return each
    raise errors.not_there("service", service_id)


async def add_service(unit: Unit, organisation_id: UUID, actor: str, name: str, minutes: int, price_micros: int | None) -> Service:
    """Add something that can be booked; with the first one the texts of the waitlist are made. Audited. Raises Invalid."""
    _check_service(name, minutes)
    made = Service(new_id(unit.at), name.strip(), minutes, price_micros, None, unit.at)
    await queries.put_service(unit, organisation_id, made)
    await set_up(unit, organisation_id, actor, (await accounts.organisation(unit, organisation_id)).locale)
    await _audit(unit, organisation_id, actor, "waitlist.service_added", made.id)
    return made


async def change_service(unit: Unit, organisation_id: UUID, actor: str, changed: Service) -> Service:
    """Write a service anew; slots that are there keep their length. Audited. Raises NotFound, Invalid."""
    await service(unit, organisation_id, changed.id)
    _check_service(changed.name, changed.minutes)
    await queries.put_service(unit, organisation_id, changed)
    await _audit(unit, organisation_id, actor, "waitlist.service_changed", changed.id)
    return changed


async def archive_service(unit: Unit, organisation_id: UUID, actor: str, service_id: UUID) -> Service:
    """Offer a service no more to whoever signs up; its slots and who waits stay. Audited. Raises NotFound."""
    found = await service(unit, organisation_id, service_id)
    return found if found.archived_at else await change_service(unit, organisation_id, actor, replace(found, archived_at=unit.at))


async def staff(unit: Unit, organisation_id: UUID, *, archived: bool = False) -> Sequence[Staff]:
    """Return the staff, by name."""
    return await queries.staff(unit, organisation_id, archived=archived)


async def list_staff(
    unit: Unit,
    organisation_id: UUID,
    *,
    called: str = "",
    does: UUID | None = None,
    archived: bool = False,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Staff]:
    """List the staff by name, of names with these letters and who do a service, if these are given."""
    after = decode_id_cursor(cursor)
    rows = await queries.page_of_staff(unit, organisation_id, called.strip(), does, after, limit + 1, archived=archived)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def member(unit: Unit, organisation_id: UUID, staff_id: UUID) -> Staff:
    """Return somebody of the staff, also if they left. Raises NotFound."""
    for each in await queries.staff(unit, organisation_id, archived=True):
        if each.id == staff_id:
            return each
    raise errors.not_there("staff", staff_id)


async def add_member(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    name: str,
    *,
    skills: Sequence[UUID] = (),
    hours: Sequence[Hours] = (),
    days_off: Sequence[date] = (),
) -> Staff:
    """Add somebody of the staff. Audited. Raises Invalid, NotFound for a skill that is no service."""
    made = Staff(new_id(unit.at), name.strip(), skills, hours, days_off, None, unit.at)
    await _check_member(unit, organisation_id, made)
    await queries.put_staff(unit, organisation_id, made)
    await _audit(unit, organisation_id, actor, "waitlist.staff_added", made.id)
    return made


async def change_member(unit: Unit, organisation_id: UUID, actor: str, changed: Staff) -> Staff:
    """Write somebody of the staff anew; slots that are there stay. Audited. Raises NotFound, Invalid."""
    await member(unit, organisation_id, changed.id)
    await _check_member(unit, organisation_id, changed)
    await queries.put_staff(unit, organisation_id, changed)
    await _audit(unit, organisation_id, actor, "waitlist.staff_changed", changed.id)
    return changed


async def settings(unit: Unit, organisation_id: UUID) -> Settings:
    """Return how an organisation asks, else the defaults."""
    return await queries.settings(unit, organisation_id)


async def set_settings(unit: Unit, organisation_id: UUID, actor: str, wanted: Settings) -> Settings:
    """Set how an organisation asks; slots to come are looked at anew. Audited. Raises Invalid."""
    if not _SHORTEST_HOLD <= wanted.hold <= _LONGEST_HOLD:
        raise errors.wrong("hold_minutes", "An offer is held for a minute to a day.", "Give 1 to 1440 minutes.")
    if not 1 <= wanted.at_once <= _MOST_AT_ONCE:
        raise errors.wrong("at_once", f"At once 1 to {_MOST_AT_ONCE} people are asked.", "Give a number within.")
    if wanted.most_a_day < 1:
        raise errors.wrong("most_a_day", "Somebody who is never asked need not wait.", "Give 1 or more.")
    if len(wanted.reminders) > _MOST_REMINDERS or any(each <= timedelta(0) for each in wanted.reminders):
        raise errors.wrong("reminders_minutes", f"Up to {_MOST_REMINDERS} reminders go out before it begins.", "Give minutes before it begins.")
    await queries.put_settings(unit, organisation_id, wanted)
    await slots.wake(unit, organisation_id)
    await accounts.record_audit(unit, organisation_id, actor, "waitlist.settings_changed", f"organisation:{organisation_id}")
    return wanted


async def _check_member(unit: Unit, organisation_id: UUID, staff: Staff) -> None:
    if not staff.name:
        raise errors.wrong("name", "They have no name.", "Give one.")
    known = {each.id for each in await queries.services(unit, organisation_id, archived=True)}
    for skill in staff.skills:
        if skill not in known:
            raise errors.not_there("service", skill)
    for each in staff.hours:
        if not 1 <= each.weekday <= 7:  # noqa: PLR2004 - ISO weekdays
            raise errors.wrong("hours", "Weekdays go from 1 (Monday) to 7.", "Give one of these.")
        if each.opens >= each.closes:
            raise errors.wrong("hours", "On one of the days they close before they open.", "Exchange the times, or divide hours over midnight.")


def _check_service(name: str, minutes: int) -> None:
    if not name.strip():
        raise errors.wrong("name", "It has no name.", "Give one.")
    if not 1 <= minutes <= _LONGEST_MINUTES:
        raise errors.wrong("minutes", "It lasts a minute to a day.", "Give 1 to 1440 minutes.")


async def _audit(unit: Unit, organisation_id: UUID, actor: str, what: str, thing: UUID) -> None:
    await accounts.record_audit(unit, organisation_id, actor, what, f"waitlist:{thing}")
    unit.changed(organisation_id, "waitlist", thing)
