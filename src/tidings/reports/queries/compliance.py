"""What a report asks of several rooms in one statement: counts over all recipients of a source, however many there are."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Subquery, and_, cast, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from tidings.consent.types import GENERAL, ConsentStatus
from tidings.consent.views import closings_ever, statements
from tidings.contacts.views import homes, merges, origins
from tidings.infra.db.unit import Unit
from tidings.messages.views import sendings
from tidings.reports.types import Aftermath, Asked

_MOST_BASES = 200
_BY_SETS = "SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)"
_AS_USUAL = "SET LOCAL enable_nestloop TO DEFAULT; SET LOCAL work_mem TO DEFAULT; SET LOCAL jit TO DEFAULT"
_WITHDRAWN = "withdrawn"


class Place(NamedTuple):
    """Where recipients may be: what they declared, and what their number tells; regions are of ISO 3166-2.

    With `erased` they were erased since, and what they declared is not known any more.
    """

    country: str | None
    region: str | None
    number_country: str | None
    number_regions: list[str] | None
    erased: bool
    people: int


class Ground(NamedTuple):
    """A consent that people were written to on; all None but the count where there was none."""

    source: str | None
    programme: str | None
    wording: str | None
    key: str | None
    version: int | None
    locale: str | None
    people: int
    first_at: datetime | None
    last_at: datetime | None


class Span(NamedTuple):
    """The first and the last of some moments."""

    first_at: datetime | None
    last_at: datetime | None


class Counts(NamedTuple):
    """All that is counted over the recipients of a source; `days` are messages taken by the provider, by day."""

    places: list[Place]
    grounds: list[Ground]
    days: dict[date, int]
    span: Span
    aftermath: list[Aftermath]


async def counts(unit: Unit, asked: Asked) -> Counts:
    """Count over all recipients by joins of whole sets: with statistics from before a campaign the planner would go person by person.

    100,000 recipients took 2.5 s so, and were not done after 100 s otherwise. The planner has its choice again afterwards.
    """
    await unit.run(_BY_SETS)
    closed, withdrawn = await closed_afterwards(unit, asked), await withdrawn_afterwards(unit, asked)
    found = Counts(await places(unit, asked), await grounds(unit, asked), await days(unit, asked), await span(unit, asked), [*closed, withdrawn])
    await unit.run(_AS_USUAL)
    return found


async def places(unit: Unit, asked: Asked) -> list[Place]:
    """Count recipients by where they may be, most first."""
    people = func.count().label("people")
    of = sendings.c
    where = (homes.c.country, homes.c.region, origins.c.country, origins.c.regions)
    erased = and_(homes.c.id.is_(None), merges.c.gone_id.is_(None)).label("erased")
    home = and_(homes.c.organisation_id == asked.organisation_id, homes.c.id == of.contact_id)
    origin = and_(origins.c.organisation_id == asked.organisation_id, origins.c.id == of.address_id)
    merged = and_(merges.c.organisation_id == asked.organisation_id, merges.c.gone_id == of.contact_id, merges.c.undone_at.is_(None))
    found = (
        select(*where, erased, people)
        .select_from(sendings.outerjoin(homes, home).outerjoin(merges, merged).outerjoin(origins, origin))
        .where(*_of(asked))
        .group_by(*where, erased)
        .order_by(people.desc(), *where)
    )
    return await unit.select(Place, found)


async def grounds(unit: Unit, asked: Asked) -> list[Ground]:
    """Count those who were written to by the newest grant that had been said and recorded when their message left; the 200 largest groups.

    A grant of the programme itself goes before a general one, as policy reads them.
    """
    sent, said = _sent(asked), statements.c
    known = and_(
        *_said(asked, sent.c.contact_id), said.status == ConsentStatus.GRANTED.value, said.at <= sent.c.sent_at, said.recorded_at <= sent.c.sent_at
    )
    columns: list[ColumnElement[Any]] = [said.source, said.programme, said.wording, said.wording_key, said.wording_version, said.wording_locale]
    newest = (
        select(*columns, said.at)
        .select_from(sent.outerjoin(statements, known))
        .ext(distinct_on(sent.c.contact_id))
        .order_by(sent.c.contact_id, (said.programme == asked.programme).desc(), said.at.desc())
        .subquery("newest")
    )
    by: list[ColumnElement[Any]] = [newest.c[column.name] for column in columns]
    people = func.count().label("people")
    found = select(*by, people, func.min(newest.c.at), func.max(newest.c.at)).group_by(*by).order_by(people.desc(), *by).limit(_MOST_BASES)
    return await unit.select(Ground, found)


async def days(unit: Unit, asked: Asked) -> dict[date, int]:
    """Count the messages that the provider took, by day."""
    day = cast(func.timezone(asked.time_zone, sendings.c.sent_at), Date).label("day")
    found = select(day, func.count()).where(*_of(asked), sendings.c.sent_at.is_not(None)).group_by(day)
    return dict(await unit.select(_pair, found))


async def span(unit: Unit, asked: Asked) -> Span:
    """Return when the provider took the first and the last message."""
    rows = await unit.select(Span, select(func.min(sendings.c.sent_at), func.max(sendings.c.sent_at)).where(*_of(asked)))
    return rows[0]


async def closed_afterwards(unit: Unit, asked: Asked) -> list[Aftermath]:
    """Count those whose address was closed on the channel after their message left, by reason; lifted since or not."""
    sent, closed = _sent(asked), closings_ever.c
    origin = and_(origins.c.organisation_id == asked.organisation_id, origins.c.id == sent.c.address_id)
    later = and_(
        closed.organisation_id == asked.organisation_id,
        closed.channel == asked.channel.value,
        closed.lookup == origins.c.lookup,
        closed.at >= sent.c.sent_at,
    )
    first = (
        select(closed.reason, sent.c.contact_id, (func.min(closed.at) - sent.c.sent_at).label("after"))
        .select_from(sent.join(origins, origin).join(closings_ever, later))
        .group_by(closed.reason, sent.c.contact_id, sent.c.sent_at)
        .subquery("first")
    )
    counted = _counted(first.c.after)
    return await unit.select(Aftermath, select(first.c.reason, *counted).group_by(first.c.reason).order_by(counted[0].desc(), first.c.reason))


async def withdrawn_afterwards(unit: Unit, asked: Asked) -> Aftermath:
    """Count those who took their consent back after their message left, in general or for its programme, whatever they said since."""
    sent, said = _sent(asked), statements.c
    later = and_(*_said(asked, sent.c.contact_id), said.status == ConsentStatus.WITHDRAWN.value, said.at >= sent.c.sent_at)
    first = (
        select(sent.c.contact_id, (func.min(said.at) - sent.c.sent_at).label("after"))
        .select_from(sent.join(statements, later))
        .group_by(sent.c.contact_id, sent.c.sent_at)
        .subquery("first")
    )
    rows = await unit.select(_withdrawals, select(*_counted(first.c.after)))
    return rows[0]


def _of(asked: Asked) -> list[ColumnElement[bool]]:
    return [sendings.c.organisation_id == asked.organisation_id, sendings.c.source_id == asked.source_id]


def _sent(asked: Asked) -> Subquery[Any]:
    sent_to = select(sendings.c.contact_id, sendings.c.address_id, sendings.c.sent_at)
    return sent_to.where(*_of(asked), sendings.c.sent_at.is_not(None)).subquery("sent")


def _said(asked: Asked, contact_id: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    said = statements.c
    return [
        said.organisation_id == asked.organisation_id,
        said.contact_id == contact_id,
        said.channel == asked.channel.value,
        said.purpose == asked.purpose.value,
        said.programme.in_([GENERAL, asked.programme]),
    ]


def _counted(after: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [
        func.count().label("people"),
        func.count().filter(after <= timedelta(days=1)).label("within_day"),
        func.count().filter(after <= timedelta(days=7)).label("within_week"),
    ]


def _pair(day: date, messages: int) -> tuple[date, int]:
    return day, messages


def _withdrawals(people: int, within_day: int, within_week: int) -> Aftermath:
    return Aftermath(_WITHDRAWN, people, within_day, within_week)
