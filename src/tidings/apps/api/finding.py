"""One search over what an organisation has: each room is asked once, for a few."""

from collections.abc import Awaitable, Callable, Sequence
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
from tidings.contacts.types import Filter
from tidings.content import service as content
from tidings.education import service as education
from tidings.inbox import service as inbox
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.repairs import service as repairs
from tidings.repairs.types import Search, Ticket
from tidings.segments import service as segments
from tidings.segments.types import Wanted

router = web.router("organisation", "/search")

Reads = Annotated[Caller, web.needs(Scope.ORGANISATION_READ)]

_MOST = 5
"""Of each kind: whoever wants more goes to its list."""
_LEAST_DIGITS = 6


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


class FoundShown(web.Output):
    """Something found."""

    kind: Kind
    id: str = Field(description="As its own address calls it: an id, a course's key, a template's name.", examples=["pottery-2026"])
    name: str = Field(description="Empty where somebody has none.", examples=["Pottery"])
    aside: str = Field(description="What tells two of one name apart: an address, masked.", examples=["+33 6 •• •• •• 78"])


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
            description="A part of a name; of people the beginnings, a whole phone or email, or #tag.",
            examples=["pottery"],
        ),
    ],
) -> FoundsShown:
    """Find people and their conversations, campaigns, templates, segments, courses, imports and tickets, as far as the caller's scopes reach."""
    sought = q.strip()
    if not sought:
        return FoundsShown(items=[])
    found = [each for needs, seek in _SEEKERS if needs in caller.scopes for each in await seek(unit, caller.organisation_id, sought)]
    if Scope.INBOX_READ in caller.scopes:
        found += await _threads(unit, caller.organisation_id, [each for each in found if each.kind is Kind.CONTACT])
    return FoundsShown(items=found)


async def _contacts(unit: Unit, organisation_id: UUID, sought: str) -> list[FoundShown]:
    region = (await accounts.organisation(unit, organisation_id)).region
    try:
        page = await contacts.list_contacts(unit, organisation_id, _people_called(sought), None, _MOST, region)
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


def _people_called(sought: str) -> Filter:
    if sought.startswith("#") and sought[1:].strip():
        return Filter(tag=sought[1:].strip())
    if "@" in sought:
        return Filter(email=sought)
    digits = sum(each.isdigit() for each in sought)
    return Filter(phone=sought) if digits >= _LEAST_DIGITS and not any(each.isalpha() for each in sought) else Filter(name=sought)


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


_SEEKERS: Sequence[tuple[Scope, Seek]] = (
    (Scope.CONTACTS_READ, _contacts),
    (Scope.CAMPAIGNS_READ, _campaigns),
    (Scope.TEMPLATES_READ, _templates),
    (Scope.CONTACTS_READ, _segments),
    (Scope.CONTACTS_READ, _courses),
    (Scope.CONTACTS_READ, _imports),
    (Scope.CONTACTS_READ, _tickets),
)
