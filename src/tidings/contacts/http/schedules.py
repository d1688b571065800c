"""Imports that repeat, over HTTP."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.contacts import service
from tidings.contacts.service import ImportDesk
from tidings.contacts.types import Every, ImportOptions, NewSchedule, RunOutcome, Schedule, ScheduleRun, Source, SourceKind
from tidings.infra import web

schedules = web.router("imports", "/imports/schedules")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]
Desk = Annotated[ImportDesk, web.part(ImportDesk)]


class SourceSent(web.Input):
    """Where the file is."""

    kind: SourceKind = Field(description="`folder`: the organisation's own on the server, where its operator allows one.", examples=["url"])
    place: web.LongLine = Field(
        description="A path in the folder, or a pattern of which the newest file counts; or an https URL.",
        examples=["https://crm.example.com/people.csv"],
    )
    secret: web.LongLine | None = Field(default=None, description="Sent as a bearer token; never shown.")


class ScheduleSent(web.Input):
    """A file that is to be imported again and again."""

    name: web.Text = Field(max_length=200, examples=["People of the shop, every night"])
    source: SourceSent
    every: Every = Field(examples=["daily"])
    at: web.Line = Field(max_length=5, description="`06:30` of a day, `:15` of an hour, in the organisation's time zone.", examples=["06:30"])
    mapping: dict[web.Text, web.Text] | None = Field(
        default=None, max_length=500, description="Fields by column title; recognised by itself otherwise.", examples=[{"Portable": "phone"}]
    )
    region: web.Text | None = Field(default=None, max_length=100, description="Whose national way of writing phones.", examples=["FR"])
    tags: list[web.Text] = Field(default=[], max_length=100, examples=[["shop"]])
    lifecycle: web.Text = Field(default="lead", max_length=32)
    sheet: web.Text | None = Field(default=None, max_length=100, description="Of a workbook.")

    def wanted(self) -> NewSchedule:
        """Return it in the room's words. Raises Invalid."""
        source = Source(self.source.kind, self.source.place, self.source.secret)
        options = ImportOptions(self.region or "", tuple(self.tags), self.lifecycle, sheet=self.sheet)
        return NewSchedule(self.name, source, service.rhythm_of(self.every, self.at), self.mapping, options)


class ScheduleShown(web.Output):
    """An import that repeats."""

    id: UUID
    name: str
    kind: SourceKind
    place: str
    has_secret: bool
    every: Every
    at: str = Field(examples=["06:30"])
    next_at: datetime = Field(description="When the next run is due; after a failure sooner than the next turn.")
    paused_at: datetime | None
    failures: int = Field(description="Failed runs in a row.")
    import_id: UUID | None = Field(description="Of the last file that was handed over.")
    created_at: datetime

    @classmethod
    def of(cls, schedule: Schedule) -> Self:
        """Show a schedule without its secret."""
        return cls(
            id=schedule.id,
            name=schedule.name,
            kind=schedule.source.kind,
            place=schedule.source.place,
            has_secret=schedule.source.secret is not None,
            every=schedule.rhythm.every,
            at=service.written(schedule.rhythm),
            next_at=schedule.next_at,
            paused_at=schedule.paused_at,
            failures=schedule.failures,
            import_id=schedule.import_id,
            created_at=schedule.created_at,
        )


class ScheduleRunShown(web.Output):
    """One run; of a failed one what was wrong and what to do."""

    id: UUID
    started_at: datetime
    ended_at: datetime | None
    outcome: RunOutcome
    import_id: UUID | None = Field(description="The import that has the report; of an unchanged file the earlier one.")
    code: str | None
    reason: str | None
    fix: str | None

    @classmethod
    def of(cls, run: ScheduleRun) -> Self:
        """Show a run."""
        return cls.model_validate(run)


@schedules.post("", summary="Schedule an import", status_code=201, responses=web.problems(409))
async def add_schedule(body: ScheduleSent, unit: web.Work, caller: Writes) -> ScheduleShown:
    """Have a file fetched every hour or day and imported. A file that did not change since is left alone; a missed time is made up for once.

    Every run has its report; the consent that the key attests goes with each. Once that key is revoked or expires, the next run fails and the
    schedule is paused.
    """
    return ScheduleShown.of(await service.add_schedule(unit, caller, body.wanted()))


@schedules.get("", summary="List scheduled imports")
async def list_schedules(unit: web.Work, caller: Reads) -> list[ScheduleShown]:
    """List all, by name."""
    return [ScheduleShown.of(each) for each in await service.schedules(unit, caller.organisation_id)]


@schedules.get("/{schedule_id}", summary="Get a scheduled import", responses=web.problems(404))
async def show_schedule(schedule_id: UUID, unit: web.Work, caller: Reads) -> ScheduleShown:
    """Get one, with when it is due."""
    return ScheduleShown.of(await service.schedule(unit, caller.organisation_id, schedule_id))


@schedules.delete("/{schedule_id}", summary="Delete a scheduled import", status_code=204, responses=web.problems(404))
async def remove_schedule(schedule_id: UUID, unit: web.Work, caller: Writes) -> None:
    """Fetch nothing any more; what was imported stays."""
    await service.remove_schedule(unit, caller.organisation_id, caller.actor, schedule_id)


@schedules.post("/{schedule_id}/pause", summary="Pause a scheduled import", responses=web.problems(404, 409))
async def pause_schedule(schedule_id: UUID, unit: web.Work, caller: Writes) -> ScheduleShown:
    """Let no run be due until it is resumed."""
    return ScheduleShown.of(await service.pause_schedule(unit, caller.organisation_id, caller.actor, schedule_id))


@schedules.post("/{schedule_id}/resume", summary="Resume a scheduled import", responses=web.problems(404, 409))
async def resume_schedule(schedule_id: UUID, unit: web.Work, caller: Writes) -> ScheduleShown:
    """Go on from the next turn."""
    return ScheduleShown.of(await service.resume_schedule(unit, caller.organisation_id, caller.actor, schedule_id))


@schedules.post("/{schedule_id}/run", summary="Run a scheduled import now", status_code=202, responses=web.problems(404, 409))
async def run_schedule(schedule_id: UUID, unit: web.Work, caller: Writes, desk: Desk) -> ScheduleRunShown:
    """Have a worker fetch the file now, beside its turns."""
    return ScheduleRunShown.of(await service.run_now(unit, desk.jobs, caller.organisation_id, caller.actor, schedule_id))


@schedules.get("/{schedule_id}/runs", summary="List the runs of a scheduled import", responses=web.problems(404))
async def list_schedule_runs(schedule_id: UUID, unit: web.Work, caller: Reads, page: web.PageQuery) -> web.Rows[ScheduleRunShown]:
    """List runs, newest first."""
    found = await service.schedule_runs(unit, caller.organisation_id, schedule_id, page.cursor, page.limit)
    return web.Rows(items=[ScheduleRunShown.of(each) for each in found.rows], next_cursor=found.next_cursor)
