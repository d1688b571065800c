"""One search over what an organisation has: each room is asked once, for a few."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field

from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, Scope
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import CampaignFilter
from tidings.contacts import service as contacts
from tidings.contacts.types import Filter, Person
from tidings.content import service as content
from tidings.education import service as education
from tidings.inbox import service as inbox
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.notices import service as notices
from tidings.repairs import service as repairs
from tidings.repairs.types import Search, Ticket
from tidings.segments import service as segments
from tidings.segments.types import Wanted
from tidings.waitlist import service as waitlist

router = web.router("organisation", "/search")

Reads = Annotated[Caller, web.needs(Scope.ORGANISATION_READ)]

_MOST = 5
"""Of each kind: whoever wants more goes to its list."""


class Kind(StrEnum):
    """What is found, in the order in which it is told."""

    CONTACT = "contact"
    CAMPAIGN = "campaign"
    TEMPLATE = "template"
    SEGMENT = "segment"
    COURSE = "course"
    IMPORT = "import"
    TICKET = "ticket"
    THREAD = "thread"
    BOOKING = "booking"
    NOTICE_KIND = "notice_kind"
    NOTICE = "notice"


class FoundShown(web.Output):
    """Something found."""

    kind: Kind
    id: str = Field(
        description="As its own address calls it: an id, a course's key, a template's name; of a booking its slot, of a kind of notices its key.",
        examples=["pottery-2026"],
    )
    name: str = Field(description="Empty where somebody has none.", examples=["Pottery"])
    aside: str = Field(
        description="What tells two of one name apart: an address, masked; what is booked, or what a notice is.", examples=["+33 6 •• •• •• 78"]
    )
    at: datetime | None = Field(default=None, description="When a booking begins, or a notice was asked for.")


class FoundsShown(web.Output):
    """What was found, five of each kind at most."""

    items: list[FoundShown]


Seek = Callable[[Unit, UUID, str], Awaitable[Sequence[FoundShown]]]


@router.get("", summary="Search everything by name")
async def search(
    caller: Reads,
    unit: web.Work,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            description="A part of a name; of people the beginnings, a whole phone or email, or #tag; of notices a whole key or subject_id.",
            examples=["pottery"],
        ),
    ],
) -> FoundsShown:
    """Find people and their conversations, campaigns, templates, segments, courses, imports, tickets, bookings and notices.

    As far as the caller's scopes reach. Words of conversations are found by the search of the inbox.
    """
    sought = q.strip()
    if not sought:
        return FoundsShown(items=[])
    found = [each for needs, seek in _SEEKERS if needs in caller.scopes for each in await seek(unit, caller.organisation_id, sought)]
    people = [each for each in found if each.kind is Kind.CONTACT]
    if Scope.INBOX_READ in caller.scopes:
        found += await _threads(unit, caller.organisation_id, people)
    if Scope.CONTACTS_READ in caller.scopes:
        found += await _bookings(unit, caller.organisation_id, sought, [UUID(each.id) for each in people])
    if Scope.MESSAGES_READ in caller.scopes:
        found += await _notices(unit, caller, sought)
    return FoundsShown(items=found)


async def _contacts(unit: Unit, organisation_id: UUID, sought: str) -> list[FoundShown]:
    region = (await accounts.organisation(unit, organisation_id)).region
    try:
        page = await contacts.list_contacts(unit, organisation_id, contacts.sought_by(sought), None, _MOST, region)
    except Invalid:  # neither a phone nor an email after all
        page = await contacts.list_contacts(unit, organisation_id, Filter(name=sought), None, _MOST, region)
    return [
        FoundShown(
            kind=Kind.CONTACT,
            id=str(each.id),
            name=" ".join(filter(None, (each.first_name, each.last_name))),
            aside=next((contacts.masked(owned.address.kind, owned.address.value) for owned in each.addresses), ""),
        )
        for each in page.rows
    ]


async def _campaigns(unit: Unit, organisation_id: UUID, sought: str) -> list[FoundShown]:
    page = await campaigns.campaigns(unit, organisation_id, CampaignFilter(search=sought), limit=_MOST)
    return [FoundShown(kind=Kind.CAMPAIGN, id=str(each.id), name=each.settings.name, aside="") for each in page.rows]


async def _templates(unit: Unit, organisation_id: UUID, sought: str) -> list[FoundShown]:
    page = await content.templates(unit, organisation_id, search=sought, limit=_MOST)
    return [FoundShown(kind=Kind.TEMPLATE, id=each.name, name=each.name, aside="") for each in page.rows]


async def _segments(unit: Unit, organisation_id: UUID, sought: str) -> list[FoundShown]:
    page = await segments.list_segments(unit, organisation_id, Wanted(search=sought), cursor=None, limit=_MOST)
    return [FoundShown(kind=Kind.SEGMENT, id=str(each.id), name=each.name, aside="") for each in page.rows]


async def _courses(unit: Unit, organisation_id: UUID, sought: str) -> list[FoundShown]:
    found = await education.find_courses(unit, organisation_id, sought, _MOST)
    return [FoundShown(kind=Kind.COURSE, id=each.key, name=each.name, aside=each.key) for each in found]


async def _imports(unit: Unit, organisation_id: UUID, sought: str) -> list[FoundShown]:
    found = await contacts.find_imports(unit, organisation_id, sought, _MOST)
    return [FoundShown(kind=Kind.IMPORT, id=str(each.id), name=each.file_name, aside="") for each in found]


async def _tickets(unit: Unit, organisation_id: UUID, sought: str) -> list[FoundShown]:
    page = await repairs.tickets(unit, organisation_id, Search(sought=sought), limit=_MOST)
    return [_ticket(each) for each in page.rows]


def _ticket(ticket: Ticket) -> FoundShown:
    return FoundShown(kind=Kind.TICKET, id=str(ticket.id), name=f"{ticket.number}: {ticket.device.name}", aside=ticket.reference or "")


async def _threads(unit: Unit, organisation_id: UUID, people: Sequence[FoundShown]) -> list[FoundShown]:
    """Tell the conversations of people who were found."""
    names = {UUID(each.id): each for each in people}
    if not names:
        return []
    threads = await inbox.threads_with(unit, organisation_id, list(names))
    return [FoundShown(kind=Kind.THREAD, id=str(thread), name=names[whose].name, aside=names[whose].aside) for whose, thread in threads.items()]


async def _bookings(unit: Unit, organisation_id: UUID, sought: str, people: Sequence[UUID]) -> list[FoundShown]:
    """Tell the bookings to come of people who were found, and those of services that are called so."""
    found = await waitlist.bookings_called(unit, organisation_id, sought, people, _MOST)
    if not found:
        return []
    around = await waitlist.around(unit, organisation_id, contact_ids=[each.contact_id for each in found], slot_ids=[each.slot_id for each in found])
    return [
        FoundShown(
            kind=Kind.BOOKING,
            id=str(each.slot_id),
            name=around.names.get(each.contact_id, ""),
            aside=around.services[around.slots[each.slot_id].service_id],
            at=around.slots[each.slot_id].starts_at,
        )
        for each in found
    ]


async def _notices(unit: Unit, caller: Caller, sought: str) -> list[FoundShown]:
    """Tell kinds of notices that are called so, and notices by their key or by what they are about; whom they are for only who may read people."""
    kinds = await notices.kinds_called(unit, caller.organisation_id, sought, _MOST)
    shown = [FoundShown(kind=Kind.NOTICE_KIND, id=each.key, name=each.settings.name, aside="") for each in kinds]
    found = await notices.known_by(unit, caller.organisation_id, sought, _MOST)
    if not found:
        return shown
    names = {each.key: each.settings.name for each in await notices.kinds(unit, caller.organisation_id, archived=True)}
    reads = Scope.CONTACTS_READ in caller.scopes
    people = await contacts.people(unit, caller.organisation_id, sorted({each.contact_id for each in found})) if reads else {}
    return shown + [
        FoundShown(
            kind=Kind.NOTICE,
            id=str(each.id),
            name=_name_of(people.get(each.contact_id)) or names[each.kind],
            aside=names[each.kind] if _name_of(people.get(each.contact_id)) else "",
            at=each.created_at,
        )
        for each in found
    ]


def _name_of(person: Person | None) -> str:
    return " ".join(filter(None, (person.first_name, person.last_name))) if person else ""


_SEEKERS: Sequence[tuple[Scope, Seek]] = (
    (Scope.CONTACTS_READ, _contacts),
    (Scope.CAMPAIGNS_READ, _campaigns),
    (Scope.TEMPLATES_READ, _templates),
    (Scope.CONTACTS_READ, _segments),
    (Scope.CONTACTS_READ, _courses),
    (Scope.CONTACTS_READ, _imports),
    (Scope.CONTACTS_READ, _tickets),
)
