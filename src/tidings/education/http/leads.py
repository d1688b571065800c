"""Leads over HTTP."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request
from pydantic import ConfigDict, Field, StrictBool, WithJsonSchema

from tidings.education import service
from tidings.education.http.base import WHEN, WHO, Reads, Someone, TakenShown, Writes, names_of, open_months, router
from tidings.education.types import Kind, LeadFilter, Stage
from tidings.infra import web

_ROW = {
    "type": "object",
    "required": ["course"],
    "properties": {
        **WHO,
        "course": {"type": "string", "minLength": 1},
        "stage": {"type": "string", "enum": [each.value for each in Stage], "description": "As it is if left out; of a new lead: new."},
        "source": {"type": "string", "description": "Where the interest came from."},
        "owner": {"type": "string", "description": "Who looks after it, as you call them."},
        **WHEN,
    },
}
_EXAMPLE = {"email": "camille@example.org", "course": "pottery-2026", "source": "open day", "owner": "front desk"}
Told = Annotated[list[Any], WithJsonSchema({"type": "array", "maxItems": 5000, "items": _ROW, "examples": [[_EXAMPLE]]})]


class LeadsSent(web.Input):
    """Who is interested in which course, and how far that has come."""

    leads: Told = Field(description="At most 5,000. One that is wrong loses no other.")
    create_contacts: StrictBool = Field(default=False, description="Make contacts of unknown external ids, phones and emails, instead of refusing.")


class LeadChanges(web.Input):
    """What to change of a lead; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"stage": "contacted", "owner": "front desk"}]})

    stage: Stage | None = None
    since: web.Moment | None = Field(default=None, description="When the stage began; now if left out.")
    reason: web.Line | None = None
    source: Annotated[web.Text, Field(max_length=1000)] | None = None
    owner: Annotated[web.Text, Field(max_length=1000)] | None = None


class LeadShown(web.Output):
    """A person's interest in a course."""

    id: UUID
    contact_id: UUID
    course: str
    stage: Stage
    since: datetime = Field(description="When this stage began.")
    source: str
    owner: str
    created_at: datetime
    updated_at: datetime


class NamedLead(LeadShown, Someone):
    """A person's interest in a course, with their name."""


@router.post("/leads", summary="Tell who is interested")
async def take_leads(body: LeadsSent, request: Request, unit: web.Work, caller: Writes) -> TakenShown:
    """Make leads, or change their stage, up to 5,000 at once. A person has one lead for a course."""
    told, wrong = await service.read_rows(unit, caller.organisation_id, Kind.LEAD, body.leads)
    await open_months(request, told)
    taken = await service.take(unit, caller.organisation_id, caller.actor, Kind.LEAD, told, create_contacts=body.create_contacts)
    return TakenShown.of(taken, wrong)


@router.get("/leads", summary="List leads")
async def list_leads(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    stage: Annotated[Stage | None, Query()] = None,
    course: Annotated[web.Text | None, Query(max_length=64)] = None,
    owner: Annotated[web.Text | None, Query(max_length=1000)] = None,
) -> web.Rows[NamedLead]:
    """List leads, oldest first."""
    wanted = LeadFilter(stage, course, owner)
    found = await service.list_leads(unit, caller.organisation_id, wanted, cursor=page.cursor, limit=page.limit)
    names = await names_of(unit, caller, [each.contact_id for each in found.rows])
    items = [NamedLead(**LeadShown.model_validate(each).model_dump(), **names[each.contact_id]) for each in found.rows]
    return web.Rows(items=items, next_cursor=found.next_cursor)


@router.get("/leads/{lead_id}", summary="Get a lead", responses=web.problems(404))
async def show_lead(lead_id: UUID, unit: web.Work, caller: Reads) -> LeadShown:
    """Get a lead; its history stands with the contact's courses."""
    return LeadShown.model_validate(await service.lead(unit, caller.organisation_id, lead_id))


@router.patch("/leads/{lead_id}", summary="Change a lead", responses=web.problems(404, 409))
async def change_lead(lead_id: UUID, body: LeadChanges, request: Request, unit: web.Work, caller: Writes) -> LeadShown:
    """Move a lead to another stage, or give it to somebody else."""
    lead = await service.lead(unit, caller.organisation_id, lead_id)
    row = {"contact_id": str(lead.contact_id), **body.model_dump(mode="json", exclude_none=True)}
    told = await service.read_row(unit, caller.organisation_id, Kind.LEAD, row, lead.course)
    await open_months(request, {0: told})
    await service.take_one(unit, caller.organisation_id, caller.actor, Kind.LEAD, told)
    return LeadShown.model_validate(await service.lead(unit, caller.organisation_id, lead_id))
