"""What messages cost: by price lists before they leave, by the provider's own word once it has told one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.service import PriceBook
from tidings.channels.types import Priced, Sender
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, Person
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel import sms
from tidings.kernel.errors import Invalid
from tidings.kernel.money import Money
from tidings.kernel.words import Channel
from tidings.messages.queries import costs as queries
from tidings.messages.queries.costs import CostRow
from tidings.messages.types import Cost, Planned, Recipient, Source, Spending, State
from tidings.ports.content import Text

_ON_THEIR_WAY = frozenset({State.QUEUED, State.SENDING, State.UNKNOWN})
_ONE = 1
"""Segments of what can't be said to somebody: it will fail, and costs no more than this if it should not."""


async def price_of(
    unit: Unit, organisation_id: UUID, source: Source, sender: Sender, people: Sequence[Recipient | Planned], known: Mapping[UUID, Address]
) -> dict[UUID, Cost]:
    """Return what a message to each of these people costs by today's prices; who has no address any more is left out.

    A constant number of statements. A text is counted as it will be said to each.
    """
    book = await channels.price_book(unit, organisation_id)
    return await _priced(unit, organisation_id, source, people, book, _asked(source, sender, people, known))


async def estimate_of(
    unit: Unit, organisation_id: UUID, source: Source, sender: Sender, people: Sequence[Recipient | Planned], known: Mapping[UUID, Address]
) -> dict[UUID, Cost]:
    """As `price_of`, but nobody where no price is known to any of their countries: then two statements are all that it takes."""
    book = await channels.price_book(unit, organisation_id)
    asked = _asked(source, sender, people, known)
    if all(book.quote(what, unit.at.date()).micros is None for what in set(asked.values())):
        return {}
    return await _priced(unit, organisation_id, source, people, book, asked)


def _asked(source: Source, sender: Sender, people: Sequence[Recipient | Planned], known: Mapping[UUID, Address]) -> dict[UUID, Priced]:
    category = channels.category_of(source.channel, source.purpose)
    return {
        each.contact_id: Priced(sender.provider, source.channel, known[each.address_id].country, category)
        for each in people
        if each.address_id in known
    }


async def _priced(
    unit: Unit,
    organisation_id: UUID,
    source: Source,
    people: Sequence[Recipient | Planned],
    book: PriceBook,
    asked: Mapping[UUID, Priced],
) -> dict[UUID, Cost]:
    segments = await _segments(unit, organisation_id, source, people)
    today = unit.at.date()
    return {contact_id: _cost(book, what, segments.get(contact_id, _ONE), today) for contact_id, what in asked.items()}


async def spending(unit: Unit, organisation_id: UUID, source_id: UUID) -> Spending:
    """Return what a source's messages cost so far, counted from the ledger; foreign currencies by the rate of the day of sending."""
    rows = await queries.costs(unit, organisation_id, source_id)
    return _together(await channels.price_book(unit, organisation_id), rows, unit.at.date())


async def spending_by_day(unit: Unit, organisation_id: UUID, source_id: UUID) -> dict[date, Spending]:
    """Return what a source's messages cost by the day of sending, in the organisation's time zone; what was not sent is on no day."""
    zone = (await accounts.organisation(unit, organisation_id)).time_zone
    book = await channels.price_book(unit, organisation_id)
    by_day: dict[date, list[CostRow]] = {}
    for row in await queries.costs(unit, organisation_id, source_id, zone):
        if row.day is not None:
            by_day.setdefault(row.day, []).append(row)
    return {day: _together(book, rows, day) for day, rows in sorted(by_day.items())}


async def spending_since(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], since: datetime, zone: str) -> dict[date | None, Spending]:
    """Return what messages of many sources cost that were sent since then, by day of a time zone, in two statements; None: what is on its way."""
    book = await channels.price_book(unit, organisation_id)
    by_day: dict[date | None, list[CostRow]] = {}
    for row in await queries.costs_since(unit, organisation_id, source_ids, since, zone):
        by_day.setdefault(None if row.state in _ON_THEIR_WAY else row.day, []).append(row)
    return {day: _together(book, rows, day or unit.at.date()) for day, rows in by_day.items()}


def _together(book: PriceBook, rows: Sequence[CostRow], today: date) -> Spending:
    committed = spent = estimated = unpriced = 0
    for row in rows:
        if row.state in _ON_THEIR_WAY:
            committed += row.priced
        elif row.told:
            amount = _told(book, row, row.day or today)
            if amount is not None:
                spent += amount
            else:
                spent, estimated, unpriced = spent + row.priced, estimated + row.priced, unpriced + row.unpriced
        elif row.state is not State.FAILED:
            spent, estimated, unpriced = spent + row.priced, estimated + row.priced, unpriced + row.unpriced
    return Spending(committed, spent, estimated, unpriced)


def _told(book: PriceBook, row: CostRow, on: date) -> int | None:
    """Return what the provider told, in the organisation's currency; None without a rate. Nothing is nothing in every currency."""
    return row.cost if row.currency is None or not row.cost else book.converted(Money(row.cost, row.currency), on)


def _cost(book: PriceBook, what: Priced, segments: int, on: date) -> Cost:
    quote = book.quote(what, on)
    if quote.micros is None:
        where = " ".join(filter(None, (what.channel.value, what.category.value if what.category else None, what.country)))
        return Cost(segments, None, where if quote.lacks == "price" else f"{where} ({quote.lacks})")
    return Cost(segments, quote.micros * segments)


async def _segments(unit: Unit, organisation_id: UUID, source: Source, people: Sequence[Recipient | Planned]) -> Mapping[UUID, int]:
    """Count the segments of each person's text; a WhatsApp message is one."""
    if source.channel is not Channel.SMS or source.template_id is None:
        return {}
    compiled = await content.compiled(unit, organisation_id, source.template_id, source.template_version)
    found = await contacts.people(unit, organisation_id, [each.contact_id for each in people])
    if compiled.variables:
        return {contact_id: _counted(compiled, person) for contact_id, person in found.items()}
    by_locale: dict[str, int] = {}
    for person in found.values():
        locale = compiled.locale_for(person.locale)
        if locale not in by_locale:
            by_locale[locale] = _counted(compiled, person)
    return {contact_id: by_locale[compiled.locale_for(person.locale)] for contact_id, person in found.items()}


def _counted(compiled: content.Compiled, person: Person) -> int:
    try:
        said = compiled.render(person)
    except Invalid:
        return _ONE
    return sms.count(said.text, smart=said.smart_encoding).segments if isinstance(said, Text) else _ONE
