"""Telling owners: each thing is a notice about the ticket, asked for in the transaction that changed it, once by the line of its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.notices.types import Notice, Request
from tidings.notices.types import Search as NoticeSearch
from tidings.repairs.queries import tickets
from tidings.repairs.rules.texts import ESTIMATE, KINDS, RECEIVED, WELCOME
from tidings.repairs.rules.values import language_of, values_of
from tidings.repairs.service.desk import Desk, entry_of
from tidings.repairs.service.kinds import make_kind
from tidings.repairs.types import SUBJECT, Entry, PageKind, Ticket, What

_ANSWERED_BY = (Channel.SMS, Channel.WHATSAPP)
ASKED_FOR = timedelta(days=7)
"""How long a bare yes or no answers an estimate; after that its page does."""
_SOURCE = "repair:"
_BY = "system:repairs"
_LASTING = frozenset({WELCOME, RECEIVED})
"""What stays true whatever becomes of a ticket."""


@dataclass(frozen=True, slots=True)
class Tale:
    """Something to tell the owner of a ticket: the kind of notice, and the line of history that it is about."""

    ticket: Ticket
    kind: str
    entry: Entry


async def tell(unit: Unit, desk: Desk, tales: Sequence[Tale]) -> int:
    """Ask for the notices of some changes and return how many there are: by a constant number of statements.

    An owner who was erased is told nothing, nor is anybody by a kind that the shop archived: why stands in the history.
    """
    people = await contacts.people(unit, desk.organisation.id, [each.ticket.contact_id for each in tales if each.ticket.contact_id])
    requests: list[Request] = []
    about: list[Ticket] = []
    for each in tales:
        contact_id = each.ticket.contact_id
        if contact_id is None or contact_id not in people:
            continue
        data = data_of(desk, each.ticket, people[contact_id].locale)
        key = f"{each.ticket.id}:{each.entry.id}" + (f":{each.ticket.estimate}" if each.kind == ESTIMATE else "")
        requests.append(
            Request(each.kind, key, contact_id, data=data, subject_kind=SUBJECT, subject_id=str(each.ticket.id), urgent=each.kind == ESTIMATE)
        )
        about.append(each.ticket)
    making = partial(make_kind, unit, desk.organisation.id, emoji=desk.shop.emoji)
    asked = await notices.notify_completed(unit, desk.organisation.id, requests, KINDS, making) if requests else []
    untold = [(about[each.position], each.error) for each in asked if each.error is not None]
    lines = [(ticket.id, entry_of(unit, ticket, What.UNTOLD, _BY, note=error.message)) for ticket, error in untold]
    if lines:
        await tickets.note(unit, desk.organisation.id, lines)
    return sum(each.error is None for each in asked)


def data_of(desk: Desk, ticket: Ticket, locale: str | None) -> dict[str, str]:
    """Return what the texts about a ticket are filled in with for an owner of a locale."""
    organisation = desk.organisation
    language = language_of(locale, organisation.locale)
    values = values_of(ticket, language, shop=organisation.name, currency=organisation.currency, zone=organisation.time_zone)
    return values | {"link": desk.link(PageKind.TICKET, ticket), "register": desk.link(PageKind.PERSON, ticket)}


async def ask(unit: Unit, desk: Desk, ticket: Ticket) -> list[UUID]:
    """Have a yes or no answer a ticket's estimate, on every channel by which it may arrive; return the addresses where it is asked."""
    if ticket.contact_id is None:
        return []
    found: dict[Channel, UUID] = {}
    for channel in _ANSWERED_BY:
        best = await contacts.best_addresses(unit, desk.organisation.id, [ticket.contact_id], channel=channel)
        if ticket.contact_id in best:
            found[channel] = best[ticket.contact_id]
    await _ask(unit, desk.organisation.id, ticket, list(found.items()), unit.at + ASKED_FOR)
    return sorted(set(found.values()))


async def ask_again(unit: Unit, organisation_id: UUID, ticket: Ticket, channel: Channel) -> None:
    """Have a later yes or no by a channel answer a ticket's estimate, because one that came said nothing of which."""
    await _ask(unit, organisation_id, ticket, [(channel, each) for each in ticket.asked_at], ticket.since + ASKED_FOR)


async def ask_no_more(unit: Unit, organisation_id: UUID, ticket: Ticket) -> None:
    """Have no yes or no answer any estimate of a ticket any more. Before the ticket is held: an answer holds both in this order."""
    await conversations.close_questions(unit, organisation_id, [_source(ticket.id, each) for each in range(1, ticket.estimate + 1)])


async def left_at(unit: Unit, organisation_id: UUID, ticket: Ticket) -> datetime | None:
    """Return when a ticket's present estimate first left, by whichever channel; None while it has not."""
    about = NoticeSearch(kind=ESTIMATE, subject_kind=SUBJECT, subject_id=str(ticket.id))
    (told,) = (await notices.notices(unit, organisation_id, about, limit=1)).rows or (None,)
    if told is None or told.notice.created_at < ticket.since:
        return None
    return min((each.standing.sent_at for each in told.tried if each.standing is not None and each.standing.sent_at is not None), default=None)


async def others_asked(unit: Unit, organisation_id: UUID, ticket: Ticket) -> bool:
    """Say whether something else is asked where a ticket's estimate is: then a bare word says nothing of which."""
    asked = await conversations.sources_at(unit, organisation_id, ticket.asked_at)
    estimates = await tickets.numbers_asking(unit, organisation_id, ticket.asked_at, unit.at - ASKED_FOR)
    return bool(set(estimates) - {ticket.number}) or any(read_source(each) is None for each in asked)


def source_of(ticket: Ticket) -> str:
    """Return the name by which a ticket asks its present estimate."""
    return _source(ticket.id, ticket.estimate)


def asked_by(notices: Sequence[Notice]) -> dict[UUID, Sequence[str]]:
    """Return with what the sources of questions begin that notices about tickets asked, by the notices' ids: an estimate asks for itself alone."""
    ours = [each for each in notices if each.subject_kind == SUBJECT]
    return {each.id: (f"{_SOURCE}{each.subject_id}:{_asked_in(each)}",) for each in ours}


def read_source(source: str) -> tuple[UUID, int] | None:
    """Return ticket and estimate of a question's source; None for a question that is not ours."""
    if not source.startswith(_SOURCE):
        return None
    ticket_id, _, estimate = source.removeprefix(_SOURCE).partition(":")
    return UUID(ticket_id), int(estimate.removesuffix(":"))


async def take_back(unit: Unit, organisation_id: UUID, ticket: Ticket, kinds: Sequence[str] = ()) -> None:
    """Take back what of a ticket was asked for and has not come to its end: of some kinds, else all that its status tells or asks."""
    about = NoticeSearch(subject_kind=SUBJECT, subject_id=str(ticket.id))
    page = await notices.notices(unit, organisation_id, about)
    waiting = [each.notice for each in page.rows if not each.notice.state.ended]
    await notices.withdraw(unit, organisation_id, [each.id for each in waiting if (each.kind in kinds if kinds else each.kind not in _LASTING)])


async def _ask(unit: Unit, organisation_id: UUID, ticket: Ticket, ways: Sequence[tuple[Channel, UUID]], until: datetime) -> None:
    expects = (Answer.YES, Answer.NO)
    questions = [Question(new_id(unit.at), channel, address_id, None, expects, source_of(ticket), until) for channel, address_id in ways]
    await conversations.ask(unit, organisation_id, questions)


def _source(ticket_id: UUID, estimate: int) -> str:
    return f"{_SOURCE}{ticket_id}:{estimate}:"  # ends so that none is the beginning of another


def _asked_in(notice: Notice) -> str:
    """Return the number of the estimate that a notice asks; nothing for one that asks none."""
    return f"{notice.key.rpartition(':')[2]}:" if notice.kind == ESTIMATE else ""
