"""What owners were told: by ticket and by person, with what it cost, and the figures of a shop."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.channels import service as channels
from tidings.channels.service import PriceBook
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import born_at, first_id_of
from tidings.kernel.money import Money
from tidings.kernel.paging import MOST_ROWS, Page, encode_cursor
from tidings.messages.types import Standing, State
from tidings.notices import service as notices
from tidings.notices.types import NoticeState
from tidings.notices.types import Search as NoticeSearch
from tidings.notices.types import Shown as ShownNotice
from tidings.repairs.rules.figures import budget_used, counted
from tidings.repairs.service.desk import Desk, desk_of
from tidings.repairs.types import SUBJECT, Day, Figures, Told

_LEFT = frozenset({State.SENT, State.DELIVERED, State.READ, State.UNKNOWN})
_UNSAID = frozenset({NoticeState.LEFT_OUT, NoticeState.GROUPED, NoticeState.CANCELLED})
_NO_PRICE = "price"


async def told_of_ticket(unit: Unit, organisation_id: UUID, ticket_id: UUID, *, cursor: str | None = None, limit: int = 100) -> Page[Told]:
    """List what was told about a ticket, newest first, with its cost. A constant number of statements."""
    return await _told(unit, organisation_id, NoticeSearch(subject_kind=SUBJECT, subject_id=str(ticket_id)), cursor, limit)


async def told_to_person(unit: Unit, organisation_id: UUID, contact_id: UUID, *, cursor: str | None = None, limit: int = 100) -> Page[Told]:
    """List what somebody was told about any ticket of theirs, newest first, with its cost. Raises NotFound."""
    await contacts.contact(unit, organisation_id, contact_id)
    return await _told(unit, organisation_id, NoticeSearch(contact_id=contact_id, subject_kind=SUBJECT), cursor, limit)


async def figures(unit: Unit, organisation_id: UUID, first: date, last: date) -> Figures:
    """Return what a shop told from one day to another, both counted, by its own clocks, and how far the month's budget is used.

    Reads notices 500 at a time. Raises Conflict if it was not set up.
    """
    desk = await desk_of(unit, organisation_id)
    zone = ZoneInfo(desk.organisation.time_zone)
    month = unit.at.astimezone(zone).date().replace(day=1)
    since, until = datetime.combine(min(first, month), time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)
    by_day: dict[date, list[Told]] = defaultdict(list)
    for each in await _all_told(unit, organisation_id, since, max(until, unit.at)):
        by_day[each.notice.notice.created_at.astimezone(zone).date()].append(each)
    days = [counted(day, by_day[day]) for day in sorted(by_day) if first <= day <= last]
    spent = sum(each.cost_micros for day, told in by_day.items() if day >= month for each in told)
    return _figures(desk, days, spent)


def _figures(desk: Desk, days: Sequence[Day], spent: int) -> Figures:
    arrived, failed = sum(each.arrived for each in days), sum(each.failed for each in days)
    return Figures(
        days=days,
        notices=sum(each.notices for each in days),
        arrived=arrived,
        failed=failed,
        rate=arrived / (arrived + failed) if arrived + failed else None,
        cost_micros=sum(each.cost_micros for each in days),
        unpriced=sum(each.unpriced for each in days),
        month_micros=spent,
        budget_micros=desk.shop.budget,
        budget_used=budget_used(spent, desk.shop.budget),
    )


async def _all_told(unit: Unit, organisation_id: UUID, since: datetime, until: datetime) -> list[Told]:
    """Return all notices about tickets that were asked for between two moments and were to be said."""
    found: list[Told] = []
    cursor: str | None = encode_cursor(str(first_id_of(until)))
    while cursor is not None:
        page = await _told(unit, organisation_id, NoticeSearch(subject_kind=SUBJECT), cursor, MOST_ROWS)
        within = [each for each in page.rows if born_at(each.notice.notice.id) >= since]
        found += [each for each in within if each.notice.notice.state not in _UNSAID]
        cursor = page.next_cursor if len(within) == len(page.rows) else None
    return found


async def _told(unit: Unit, organisation_id: UUID, search: NoticeSearch, cursor: str | None, limit: int) -> Page[Told]:
    page = await notices.notices(unit, organisation_id, search, cursor=cursor, limit=limit)
    book = await channels.price_book(unit, organisation_id)
    return Page([_priced(each, book) for each in page.rows], page.next_cursor)


def _priced(shown: ShownNotice, book: PriceBook) -> Told:
    """Return a notice with what its messages cost: the provider's word, else what each was to cost when it left."""
    told = Told(shown, 0, estimated=False, lacks=None)
    for each in shown.tried:
        if each.standing is None or each.standing.state not in _LEFT:
            continue
        micros, estimated, lacks = _cost(each.standing, book, each.attempt.planned_at.date())
        told = replace(told, cost_micros=told.cost_micros + micros, estimated=told.estimated or estimated, lacks=told.lacks or lacks)
    return told


def _cost(standing: Standing, book: PriceBook, on: date) -> tuple[int, bool, str | None]:
    """Return what a message cost, whether that is the price of a list, and what is missing where nobody knows."""
    if standing.cost_micros is not None and standing.currency is not None:
        micros = book.converted(Money(standing.cost_micros, standing.currency), on)
        if micros is not None:
            return micros, False, None
    if standing.price_micros is not None:
        return standing.price_micros, True, None
    return 0, False, f"rate:{standing.currency}" if standing.cost_micros is not None else _NO_PRICE
