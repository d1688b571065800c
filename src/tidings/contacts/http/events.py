"""What people did, over HTTP."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request
from pydantic import Field, StrictBool, WithJsonSchema

from tidings.accounts.types import Caller, Scope
from tidings.contacts import service
from tidings.contacts.types import EventFilter, EventsTaken, WrongRow
from tidings.infra import web
from tidings.infra.web.frame import frame_of

events = web.router("events")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]

_TEXT = {"type": "string", "minLength": 1}
_EVENT = {
    "type": "object",
    "required": ["name"],
    "description": "Whose it is (one of contact_id, external_id, phone and email), what, and when.",
    "properties": {
        "contact_id": {"type": "string", "format": "uuid"},
        "external_id": _TEXT,
        "phone": {**_TEXT, "description": "In any usual way of writing; national ones are read in the organisation's region."},
        "email": _TEXT,
        "name": {**_TEXT, "maxLength": 100, "description": "What happened. Names that begin with message. or segment. are Tidings' own."},
        "at": {"type": "string", "format": "date-time", "description": "When; now if left out. At most five years ago, ten minutes ahead."},
        "id": {**_TEXT, "description": "Your id of the event: told twice with the same time it counts once. Needs `at`."},
        "properties": {"type": "object", "description": "At most 50, three levels deep, 8192 bytes as JSON."},
    },
}
_EXAMPLE = {
    "phone": "06 12 34 56 78",
    "name": "course viewed",
    "at": "2026-10-01T10:15:00+02:00",
    "id": "view-1204",
    "properties": {"course": "pottery"},
}
Told = Annotated[list[Any], WithJsonSchema({"type": "array", "maxItems": 5000, "items": _EVENT, "examples": [[_EXAMPLE]]})]


class EventsSent(web.Input):
    """What people did."""

    events: Told = Field(description="At most 5,000. One that is wrong loses no other.")
    create_contacts: StrictBool = Field(default=False, description="Make contacts of unknown external ids, phones and emails, instead of refusing.")


class WrongRowShown(web.Output):
    """A row that was left aside."""

    position: int = Field(description="In the list that was sent, from 0.")
    field: str
    code: str = Field(examples=["contact_unknown"])
    reason: str
    fix: str


class EventsTakenShown(web.Output):
    """What became of a batch."""

    recorded: int = Field(description="Events that are new.")
    repeated: int = Field(description="Events that were there already.")
    contacts_created: int
    refused: list[WrongRowShown]

    @classmethod
    def of(cls, taken: EventsTaken, wrong: list[WrongRow]) -> "EventsTakenShown":
        """Show what became of a batch, with the rows that could not even be read."""
        rows = sorted([*wrong, *taken.refused], key=lambda each: each.position)
        shown = [WrongRowShown.model_validate(each) for each in rows]
        return cls(recorded=taken.recorded, repeated=taken.repeated, contacts_created=taken.contacts_created, refused=shown)


class EventShown(web.Output):
    """Something that a contact did."""

    id: UUID
    name: str = Field(examples=["course viewed"])
    at: datetime
    properties: dict[str, Any]
    source: str = Field(description="Who told it: api, cli, or the part of Tidings that wrote it.", examples=["api"])


class EventNameShown(web.Output):
    """A name that events have."""

    name: str
    last_30_days: int = Field(validation_alias="recent", serialization_alias="last_30_days")
    last_at: datetime


class EventNamesShown(web.Output):
    """What names there are."""

    items: list[EventNameShown]


@events.post("/events", summary="Tell what people did")
async def take(body: EventsSent, request: Request, unit: web.Work, caller: Writes) -> EventsTakenShown:
    """Record events, up to 5,000 at once, also of years ago. Each that can't be taken is told with its place and why; the others are kept."""
    told, wrong = service.read_events(body.events, unit.at)
    async with frame_of(request).database.engine() as engine:
        await service.open_months_of_events(engine, [each.at for each in told.values()])
    taken = await service.take_events(unit, caller.organisation_id, told, source="api", create_contacts=body.create_contacts)
    return EventsTakenShown.of(taken, list(wrong))


@events.get("/events/names", summary="List the names of events")
async def names(unit: web.EngineWork, caller: Reads) -> EventNamesShown:
    """List what names events have, with how many there were in the last 30 days, and when the latest was; 500 names at most."""
    return EventNamesShown(items=[EventNameShown.model_validate(each) for each in await service.event_names(unit, caller.organisation_id)])


@events.get("/contacts/{contact_id}/events", summary="List what a contact did", responses=web.problems(404))
async def of_contact(
    contact_id: UUID,
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    name: Annotated[web.Text | None, Query(max_length=100, description="Of this name only.")] = None,
    since: Annotated[web.Moment | None, Query(description="From then on.")] = None,
    until: Annotated[web.Moment | None, Query(description="Up to then.")] = None,
) -> web.Rows[EventShown]:
    """List a contact's events, newest first; what they did with messages is among them."""
    wanted = EventFilter(name, since, until)
    found = await service.events_of(unit, caller.organisation_id, contact_id, wanted, page.cursor, page.limit)
    return web.Rows(items=[EventShown.model_validate(each) for each in found.rows], next_cursor=found.next_cursor)
