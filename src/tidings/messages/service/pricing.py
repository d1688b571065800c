"""What messages cost: by price lists before they leave, by the provider's own word once it has told one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
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
from tidings.kernel.ids import first_id_of
from tidings.kernel.money import Money
from tidings.kernel.words import Channel
from tidings.messages.queries import costs as queries
from tidings.messages.queries.costs import CostRow
from tidings.messages.types import Cost, Order, Planned, Recipient, Source, SourceKind, Spending, State
from tidings.ports.content import Text

_ON_THEIR_WAY = frozenset({State.QUEUED, State.SENDING, State.UNKNOWN})
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_WAITS_AT_MOST = timedelta(days=31)
"""How long before it left a message was asked for at most, of kinds that have a source for each message: the longest life of a notice and a day."""
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


async def prices_of(unit: Unit, organisation_id: UUID, orders: Sequence[Order], senders: Mapping[UUID, Sender]) -> dict[UUID, int]:
    """Return what the one message of each source costs by today's prices, in millionths; without a price it is left out.

    Texts are counted as they will be said, with what each brings. As many statements for any number of orders; two where no price is known.
    """
    book = await channels.price_book(unit, organisation_id)
    known = await contacts.addresses(unit, organisation_id, [each.recipient.address_id for each in orders])
    today, micros = unit.at.date(), dict[UUID, int]()
    for order in orders:
        address, sender = known.get(order.recipient.address_id), senders.get(order.sender_id)
        if address is not None and sender is not None:
            category = channels.category_of(order.source.channel, order.source.purpose)
            quote = book.quote(Priced(sender.provider, order.source.channel, address.country, category), today)
            if quote.micros is not None:
                micros[order.source.source_id] = quote.micros
    segments = await _segments_of(unit, organisation_id, [each for each in orders if each.source.source_id in micros])
    return {source_id: price * segments.get(source_id, _ONE) for source_id, price in micros.items()}


async def _segments_of(unit: Unit, organisation_id: UUID, orders: Sequence[Order]) -> dict[UUID, int]:
    """Count the segments of the texts of orders, by source; a WhatsApp message or an email is one."""
    texts = [each for each in orders if each.source.channel is Channel.SMS]
    if not texts:
        return {}
    people = await contacts.people(unit, organisation_id, list({each.recipient.contact_id for each in texts}))
    compiled: dict[tuple[UUID, int] | None, content.Sayable] = {None: content.Free()}
    for template in {_template_of(each.source) for each in texts} - {None}:
        if template is not None:
            compiled[template] = await content.compiled(unit, organisation_id, *template)
    return {
        each.source.source_id: _counted(compiled[_template_of(each.source)], people[each.recipient.contact_id], each.brings)
        for each in texts
        if each.recipient.contact_id in people
    }


def _template_of(source: Source) -> tuple[UUID, int] | None:
    return None if source.template_id is None or source.template_version is None else (source.template_id, source.template_version)


async def spending(unit: Unit, organisation_id: UUID, source_id: UUID) -> Spending:
    """Return what a source's messages cost so far, counted from the ledger; foreign currencies by the rate of the day of sending."""
    rows = await queries.costs(unit, organisation_id, source_id)
    return _together(await channels.price_book(unit, organisation_id), rows, unit.at.date())


async def spending_with_days(unit: Unit, organisation_id: UUID, source_id: UUID) -> tuple[Spending, dict[date, Spending]]:
    """Return what a source's messages cost, and what by the day of sending, in the organisation's time zone; what was not sent is on no day."""
    zone = (await accounts.organisation(unit, organisation_id)).time_zone
    book = await channels.price_book(unit, organisation_id)
    by_day: dict[date, list[CostRow]] = {}
    rows = await queries.costs(unit, organisation_id, source_id, zone)
    for row in rows:
        if row.day is not None:
            by_day.setdefault(row.day, []).append(row)
    return _together(book, rows, unit.at.date()), {day: _together(book, sent, day) for day, sent in sorted(by_day.items())}


async def spending_since(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], since: datetime, zone: str) -> dict[date | None, Spending]:
    """Return what messages of many sources cost that were sent since then, by day of a time zone, in two statements; None: what is on its way."""
    rows = await queries.costs_since(unit, organisation_id, source_ids, since, zone)
    return _by_day(await channels.price_book(unit, organisation_id), rows, unit.at.date())


async def spending_of_kind_since(unit: Unit, organisation_id: UUID, kind: SourceKind, since: datetime, zone: str) -> dict[date | None, Spending]:
    """As `spending_since`, of all sources of a kind that were born since then or shortly before: for kinds that have a source for each message."""
    rows = await queries.costs_of_kind_since(unit, organisation_id, kind, since, first_id_of(since - _WAITS_AT_MOST), zone)
    return _by_day(await channels.price_book(unit, organisation_id), rows, unit.at.date())


def _by_day(book: PriceBook, rows: Sequence[CostRow], today: date) -> dict[date | None, Spending]:
    by_day: dict[date | None, list[CostRow]] = {}
    for row in rows:
        by_day.setdefault(None if row.state in _ON_THEIR_WAY else row.day, []).append(row)
    return {day: _together(book, sent, day or today) for day, sent in by_day.items()}


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


def _counted(compiled: content.Sayable, person: Person, brought: Mapping[str, Any] = _NOTHING) -> int:
    try:
        said = compiled.render(person, content.stood_in(compiled.links, brought))
    except Invalid:
        return _ONE
    return sms.count(said.text, smart=said.smart_encoding).segments if isinstance(said, Text) else _ONE
