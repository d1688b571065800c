"""Whom a slot is for: who fits, in which order, and why not the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.waitlist.types import Entry, Misfit, Settings, Slot, Wishes


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of people who wait: who was asked about the slot, who is being asked about any, and how often each was lately."""

    asked: Collection[UUID] = frozenset()
    being_asked: Collection[UUID] = frozenset()
    lately: Mapping[UUID, int] = field(default_factory=dict[UUID, int])


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return people in the order in which they are asked: by priority, then by how long they wait."""
    return sorted(entries, key=lambda each: (each.priority, each.created_at, each.id))


def misfit(entry: Entry, slot: Slot, zone: ZoneInfo) -> Misfit | None:
    """Return why a slot is not what somebody waits for; None if it is."""
    wishes, begins = entry.wishes, slot.starts_at.astimezone(zone)
    day, hour = begins.date(), begins.time()
    against = (
        (Misfit.TOO_MANY, wishes.party > slot.places),
        (Misfit.OTHER_STAFF, bool(wishes.staff_ids) and slot.staff_id not in wishes.staff_ids),
        (Misfit.OTHER_DAY, bool(wishes.weekdays) and day.isoweekday() not in wishes.weekdays),
        (Misfit.NOT_THAT_SOON, wishes.from_day is not None and day < wishes.from_day),
        (Misfit.TOO_LATE_FOR_THEM, wishes.until_day is not None and day > wishes.until_day),
        (Misfit.OTHER_HOURS, not _within(wishes, hour)),
    )
    return next((reason for reason, holds in against if holds), None)


def held_back(entry: Entry, known: Known, settings: Settings) -> Misfit | None:
    """Return why somebody whom a slot would fit is not asked now; None if they may be."""
    against = (
        (Misfit.ASKED_ALREADY, entry.id in known.asked),
        (Misfit.BEING_ASKED, entry.contact_id in known.being_asked),
        (Misfit.ASKED_OFTEN, known.lately.get(entry.contact_id, 0) >= settings.most_a_day),
    )
    return next((reason for reason, holds in against if holds), None)


def asking_opens(settings: Settings, zone: ZoneInfo, at: datetime) -> datetime:
    """Return from when on people may be asked by the organisation's own hours: `at` itself if they may be now.

    Hours that close before they open go over midnight; the same time twice is the whole day.
    """
    local = at.astimezone(zone)
    if _open(settings, local.time()):
        return at
    opening = local.replace(hour=settings.opens.hour, minute=settings.opens.minute, second=0, microsecond=0)
    return (opening if opening > local else _next_day(opening)).astimezone(at.tzinfo)


def worth_asking(slot: Slot, settings: Settings, at: datetime) -> bool:
    """Say whether there is time left before a slot to ask anybody."""
    return at + settings.notice_needed <= slot.starts_at


def _within(wishes: Wishes, hour: time) -> bool:
    return (wishes.earliest is None or hour >= wishes.earliest) and (wishes.latest is None or hour <= wishes.latest)


def _open(settings: Settings, hour: time) -> bool:
    if settings.opens <= settings.closes:
        return settings.opens == settings.closes or settings.opens <= hour < settings.closes
    return hour >= settings.opens or hour < settings.closes


def _next_day(moment: datetime) -> datetime:
    """Return the same time on the next day's clock, whatever that day's length."""
    return moment + timedelta(days=1)
