"""Who entered a watched segment and who left it, as its events tell."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, cast, func, select

from tidings.contacts.views import events
from tidings.infra.db.unit import Unit
from tidings.segments.types import ENTERED, LEFT, MovesOfDay


async def days(unit: Unit, organisation_id: UUID, segment_id: UUID, since: datetime, zone: ZoneInfo) -> list[MovesOfDay]:
    """Return how many came and went on each day since a moment on which somebody did, newest first."""
    day = cast(func.timezone(zone.key, events.c.at), Date)
    counts = (func.count().filter(events.c.name == name) for name in (ENTERED, LEFT))
    statement = select(day, *counts).where(*_of(organisation_id, segment_id, since)).group_by(day).order_by(day.desc())
    return await unit.select(_day, statement)


async def latest(unit: Unit, organisation_id: UUID, segment_id: UUID, since: datetime, limit: int) -> list[tuple[UUID, bool, datetime]]:
    """Return (contact, whether they entered, when) of the latest who came or went since a moment, newest first."""
    statement = select(events.c.contact_id, events.c.name == ENTERED, events.c.at).where(*_of(organisation_id, segment_id, since))
    return await unit.select(_move, statement.order_by(events.c.at.desc(), events.c.contact_id).limit(limit))


def _of(organisation_id: UUID, segment_id: UUID, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        events.c.organisation_id == organisation_id,
        events.c.name.in_((ENTERED, LEFT)),
        events.c.at >= since,
        events.c.properties["segment_id"].astext == str(segment_id),
    )


def _day(day: date, entered: int, left: int) -> MovesOfDay:
    return MovesOfDay(day, entered, left)


def _move(contact_id: UUID, entered: Any, at: datetime) -> tuple[UUID, bool, datetime]:
    return contact_id, bool(entered), at
