"""What the routes of education share."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Request
from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.contacts import service as contacts
from tidings.education import service
from tidings.education.types import Taken, ToldRow, WrongRow
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.infra.web.frame import frame_of

router = web.router("education")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]

_TEXT = {"type": "string", "minLength": 1}
WHO: Mapping[str, Any] = {
    "contact_id": {"type": "string", "format": "uuid"},
    "external_id": _TEXT,
    "phone": {**_TEXT, "description": "In any usual way of writing; national ones are read in the organisation's region."},
    "email": _TEXT,
}
"""The fields that say whose a row is, as OpenAPI has them; one of them is needed."""
WHEN: Mapping[str, Any] = {
    "since": {**_TEXT, "description": "When it began, now if left out. A day or time without an offset is in the organisation's time zone."},
    "reason": _TEXT,
}


class RefusedShown(web.Output):
    """A row that was left aside."""

    position: int = Field(description="In the list that was sent, from 0.")
    field: str
    code: str = Field(examples=["course_full"])
    reason: str
    fix: str

    @classmethod
    def of(cls, row: WrongRow) -> Self:
        """Show a row of a batch."""
        return cls(position=row.place, field=row.field, code=row.code, reason=row.reason, fix=row.fix)


class TakenShown(web.Output):
    """What became of a batch."""

    changed: int = Field(description="Rows that changed something.")
    unchanged: int = Field(description="Rows that said what was known.")
    contacts_created: int
    refused: list[RefusedShown]

    @classmethod
    def of(cls, taken: Taken, wrong: Sequence[WrongRow]) -> Self:
        """Show what became of a batch, with the rows that could not even be read."""
        rows = sorted([*wrong, *taken.refused], key=lambda each: each.place)
        return cls(
            changed=taken.changed,
            unchanged=taken.unchanged,
            contacts_created=taken.contacts_created,
            refused=[RefusedShown.of(each) for each in rows],
        )


class Someone(web.Output):
    """Whose something is, as people are called."""

    first_name: str | None
    last_name: str | None


async def names_of(unit: Unit, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return the names of people by their ids, as fields of `Someone`."""
    people = await contacts.people(unit, caller.organisation_id, ids) if ids else {}
    known = {each: people.get(each) for each in ids}
    return {each: {"first_name": person and person.first_name, "last_name": person and person.last_name} for each, person in known.items()}


async def open_months(request: Request, told: Mapping[int, ToldRow]) -> None:
    """Have partitions ready for the events that rows will leave, in a unit of its own."""
    async with frame_of(request).database.engine() as engine:
        await contacts.open_months_of_events(engine, service.times_of(told))
