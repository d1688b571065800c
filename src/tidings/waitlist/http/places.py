"""What can be booked: services, staff, slots, and how an organisation asks."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query

from tidings.accounts.service import organisation
from tidings.content.types import PublicAddress
from tidings.infra import web
from tidings.waitlist import service
from tidings.waitlist.http.models import (
    MatchShown,
    Reads,
    SlotSent,
    SlotsFromHours,
    SlotShown,
    Writes,
    spoken_to,
)
from tidings.waitlist.http.offered import ServiceSent, ServiceShown, StaffSent, StaffShown
from tidings.waitlist.http.wholes import FiguresShown, SettingsSent, SettingsShown, SetUpShown
from tidings.waitlist.types import NewSlot

router = web.router("waitlist", "/waitlist")

_MONTH = timedelta(days=30)
Called = Annotated[str, Query(max_length=200, description="Letters of the name.", examples=["cut"])]
Public = Annotated[PublicAddress, web.part(PublicAddress)]


@router.get("/settings", summary="Get how slots are offered")
async def show_settings(unit: web.Work, caller: Reads, public: Public) -> SettingsShown:
    """Get how an organisation asks, and where people put themselves on the list."""
    found = await service.settings(unit, caller.organisation_id)
    return SettingsShown.of(found, await service.sign_up_url(unit, caller.organisation_id, public))


@router.put("/settings", summary="Set how slots are offered")
async def set_settings(body: SettingsSent, unit: web.Work, caller: Writes, public: Public) -> SettingsShown:
    """Set how an organisation asks, audited. Slots to come are looked at anew."""
    kept = await service.set_settings(unit, caller.organisation_id, caller.actor, body.settings())
    return SettingsShown.of(kept, await service.sign_up_url(unit, caller.organisation_id, public))


@router.post("/setup", summary="Make the texts of the waitlist", responses=web.problems(409))
async def set_up(unit: web.Work, caller: Writes, public: Public) -> SetUpShown:
    """Make the templates and kinds of notices that are not there; what is there stays. The first service does the same."""
    locale = (await organisation(unit, caller.organisation_id)).locale
    made = await service.set_up(unit, caller.organisation_id, caller.actor, locale)
    return SetUpShown(kinds_made=made, sign_up_url=await service.sign_up_url(unit, caller.organisation_id, public))


@router.get("/figures", summary="Get what came of the list")
async def show_figures(unit: web.Work, caller: Reads, since: web.Moment | None = None) -> FiguresShown:
    """Get how many slots were freed, offered and booked, and how people answer by channel; of the last 30 days unless said otherwise."""
    start = since or unit.at - _MONTH
    return FiguresShown.of(await service.figures(unit, caller.organisation_id, start), start)


@router.get("/services", summary="List services")
async def list_services(unit: web.Work, caller: Reads, page: web.PageQuery, q: Called = "", *, archived: bool = False) -> web.Rows[ServiceShown]:
    """List what can be booked, by name."""
    found = await service.list_services(unit, caller.organisation_id, called=q, archived=archived, cursor=page.cursor, limit=page.limit)
    return web.Rows(items=[ServiceShown.of(each) for each in found.rows], next_cursor=found.next_cursor)


@router.post("/services", status_code=201, summary="Add a service", responses=web.problems(409))
async def add_service(body: ServiceSent, unit: web.Work, caller: Writes) -> ServiceShown:
    """Add something that can be booked, audited; with the first one the texts of the waitlist are made."""
    return ServiceShown.of(await service.add_service(unit, caller.organisation_id, caller.actor, body.name, body.minutes, body.micros()))


@router.put("/services/{service_id}", summary="Change a service", responses=web.problems(404))
async def change_service(service_id: UUID, body: ServiceSent, unit: web.Work, caller: Writes) -> ServiceShown:
    """Write a service anew, audited; slots that are there keep their length."""
    present = await service.service(unit, caller.organisation_id, service_id)
    archived_at = present.archived_at if body.archived is None else (present.archived_at or unit.at) if body.archived else None
    changed = replace(present, name=body.name, minutes=body.minutes, price_micros=body.micros(), archived_at=archived_at)
    return ServiceShown.of(await service.change_service(unit, caller.organisation_id, caller.actor, changed))


@router.delete("/services/{service_id}", summary="Archive a service", responses=web.problems(404))
async def archive_service(service_id: UUID, unit: web.Work, caller: Writes) -> ServiceShown:
    """Offer a service no more to whoever signs up, audited; its slots and who waits stay."""
    return ServiceShown.of(await service.archive_service(unit, caller.organisation_id, caller.actor, service_id))


@router.get("/staff", summary="List the staff")
async def list_staff(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    q: Called = "",
    service_id: Annotated[UUID | None, Query(description="Who does this service.")] = None,
    *,
    archived: bool = False,
) -> web.Rows[StaffShown]:
    """List the staff, by name."""
    found = await service.list_staff(
        unit, caller.organisation_id, called=q, does=service_id, archived=archived, cursor=page.cursor, limit=page.limit
    )  # fmt: skip
    about = await service.around(unit, caller.organisation_id)
    return web.Rows(items=[StaffShown.of(each, about.services) for each in found.rows], next_cursor=found.next_cursor)


@router.post("/staff", status_code=201, summary="Add somebody of the staff", responses=web.problems(404, 409))
async def add_member(body: StaffSent, unit: web.Work, caller: Writes) -> StaffShown:
    """Add somebody of the staff, audited."""
    hours = [each.hours() for each in body.hours]
    made = await service.add_member(
        unit, caller.organisation_id, caller.actor, body.name, skills=body.skills, hours=hours, days_off=body.days_off
    )  # fmt: skip
    return StaffShown.of(made, (await service.around(unit, caller.organisation_id)).services)


@router.put("/staff/{staff_id}", summary="Change somebody of the staff", responses=web.problems(404))
async def change_member(staff_id: UUID, body: StaffSent, unit: web.Work, caller: Writes) -> StaffShown:
    """Write somebody of the staff anew, audited; slots that are there stay."""
    present = await service.member(unit, caller.organisation_id, staff_id)
    changed = replace(
        present,
        name=body.name,
        skills=body.skills,
        hours=[each.hours() for each in body.hours],
        days_off=body.days_off,
        archived_at=(present.archived_at or unit.at) if body.archived else None,
    )
    kept = await service.change_member(unit, caller.organisation_id, caller.actor, changed)
    return StaffShown.of(kept, (await service.around(unit, caller.organisation_id)).services)


@router.get("/slots", summary="List slots")
async def list_slots(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    since: Annotated[web.Moment | None, Query(description="That begin from then on; by default from now on.")] = None,
    until: Annotated[web.Moment | None, Query(description="That begin before.")] = None,
    service_id: UUID | None = None,
) -> web.Rows[SlotShown]:
    """List slots by when they begin."""
    wanted = service.Wanted(since or unit.at, until, service_id)
    found = await service.slots(unit, caller.organisation_id, wanted, cursor=page.cursor, limit=page.limit)
    return web.Rows(items=[SlotShown.of(each) for each in found.rows], next_cursor=found.next_cursor)


@router.post("/slots", status_code=201, summary="Make a slot", responses=web.problems(404, 409))
async def add_slot(body: SlotSent, unit: web.Work, caller: Writes) -> SlotShown:
    """Make a slot, audited. Whoever waits for it is asked at once."""
    new = NewSlot(body.service_id, body.starts_at, body.staff_id, body.ends_at, body.places)
    return SlotShown.of(await service.add_slot(unit, caller.organisation_id, caller.actor, new))


@router.post("/slots/from-hours", summary="Make slots from somebody's hours", responses=web.problems(404, 409))
async def add_from_hours(body: SlotsFromHours, unit: web.Work, caller: Writes) -> web.Rows[SlotShown]:
    """Make slots where somebody works and is not busy yet, audited; returns those that are new. Done twice, it adds nothing."""
    made = await service.add_from_hours(unit, caller.organisation_id, caller.actor, body.service_id, body.staff_id, body.first, body.last)
    return web.Rows(items=[SlotShown.of(each) for each in made], next_cursor=None)


@router.get("/slots/{slot_id}", summary="Get a slot", responses=web.problems(404))
async def show_slot(slot_id: UUID, unit: web.Work, caller: Reads) -> SlotShown:
    """Get a slot as it is at this moment."""
    return SlotShown.of(await service.slot(unit, caller.organisation_id, slot_id))


@router.post("/slots/{slot_id}/close", summary="Close a slot", responses=web.problems(404, 409))
async def close_slot(slot_id: UUID, unit: web.Work, caller: Writes) -> SlotShown:
    """Offer a slot no more, audited; a worker withdraws its offers. A booked one has its booking cancelled first."""
    return SlotShown.of(await service.close_slot(unit, caller.organisation_id, caller.actor, slot_id))


@router.post("/slots/{slot_id}/open", summary="Open a closed slot again", responses=web.problems(404, 409))
async def open_slot(slot_id: UUID, unit: web.Work, caller: Writes) -> SlotShown:
    """Offer a slot again that was closed and is still to come, audited. Refused where its hours are another slot's by now."""
    return SlotShown.of(await service.open_slot(unit, caller.organisation_id, caller.actor, slot_id))


@router.get("/slots/{slot_id}/matches", summary="Say whom a slot is for", responses=web.problems(404))
async def list_matches(slot_id: UUID, unit: web.Work, caller: Reads, language: web.Languages = None) -> web.Rows[MatchShown]:
    """Say whom a slot would be offered to now, in which order, and why not to others. Nothing is sent or held."""
    found = await service.matches(unit, caller.organisation_id, slot_id)
    about = await service.around(unit, caller.organisation_id, contact_ids=service.people_of(found))
    words = await spoken_to(unit, caller, language)
    return web.Rows(items=[MatchShown.of(each, about, words) for each in found], next_cursor=None)
