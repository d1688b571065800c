"""Retention over HTTP."""

from datetime import date
from typing import Annotated, Self

from fastapi import Query, Request
from pydantic import Field

from tidings.accounts.service import language_for
from tidings.accounts.types import Caller, Scope
from tidings.contacts.service import Parts
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.infra.web.frame import frame_of
from tidings.retention import service
from tidings.retention.types import Due, Held, Kind

router = web.router("organisation", "/organisation/retention")

Reads = Annotated[Caller, web.needs(Scope.ORGANISATION_READ)]
Operates = Annotated[Caller, web.needs(Scope.OPERATIONS)]
Rooms = Annotated[Parts, web.part(Parts)]


class KeptShown(web.Output):
    """How long a kind of data is kept."""

    kind: Kind
    days: int | None = Field(description="Null for what no number of days ends.", examples=[1095])
    own: bool = Field(description="Whether the organisation set the days itself.")
    default_days: int | None
    least: int
    most: int
    valid_from: date
    source: str = Field(description="What the default rests on.")
    confidence: str = Field(examples=["secondary"])
    sentence: str

    @classmethod
    def of(cls, held: Held, language: str) -> Self:
        """Show a kind."""
        term = held.term
        return cls(
            kind=term.kind,
            days=held.days,
            own=held.own,
            default_days=term.days,
            least=term.least,
            most=term.most,
            valid_from=term.valid_from,
            source=service.source_of(term, language),
            confidence=term.confidence,
            sentence=service.sentence_of(term, language),
        )


class DueShown(KeptShown):
    """How long a kind is kept, and what of it is over its time."""

    due_now: int = Field(description="What the next run ends.")
    due_in_30_days: int = Field(description="What will be over its time in 30 days besides, if nothing happens until then.")
    at_least: bool = Field(description="Whether there is more than was counted (10,000).")

    @classmethod
    def told(cls, due: Due, language: str) -> Self:
        """Show what is due."""
        kept = KeptShown.of(due.held, language)
        return cls(**kept.model_dump(), due_now=due.now, due_in_30_days=due.soon, at_least=due.at_least)


class RetentionShown(web.Output):
    """All kinds."""

    items: list[DueShown]


class DaysToSet(web.Input):
    """How many days to keep a kind."""

    kind: Kind = Field(examples=["events"])
    days: int | None = Field(ge=1, le=36_500, description="Null brings the default back.", examples=[730])


class PurgedShown(web.Output):
    """What a run did with a kind."""

    kind: Kind
    removed: int
    busy: int = Field(description="People to whom a message is on its way: another day.")


class RunShown(web.Output):
    """What a run did, or would do."""

    dry_run: bool
    items: list[PurgedShown]


@router.get("", summary="Say how long what is kept, and what goes next")
async def show(unit: web.EngineWork, caller: Reads, language: web.Languages = None) -> RetentionShown:
    """List each kind of data with its days, what they rest on, how much is over its time now and how much more will be in 30 days."""
    spoken = await _spoken(unit, caller, language)
    return RetentionShown(items=[DueShown.told(each, spoken) for each in await service.due(unit, caller.organisation_id)])


@router.put("", summary="Set how long a kind is kept")
async def set_days(body: DaysToSet, unit: web.Work, caller: Operates, language: web.Languages = None) -> KeptShown:
    """Set the days of one kind. What is over its time then goes with the next daily run.

    Prospects are never kept longer than events and inbound, from which their last contact is read: 422, whichever is set.
    """
    held = await service.set_days(unit, caller.organisation_id, caller.actor, body.kind, body.days)
    return KeptShown.of(held, await _spoken(unit, caller, language))


@router.post("/run", summary="End what is over its time")
async def run(
    request: Request,
    unit: web.EngineWork,
    caller: Operates,
    rooms: Rooms,
    dry_run: Annotated[bool, Query(description="Only say how much would go.")] = False,  # noqa: FBT002 - a query
) -> RunShown:
    """Do now what a worker does daily. It is done in batches: if the request ends early, what was done stays done."""
    if dry_run:
        found = await service.due(unit, caller.organisation_id)
        return RunShown(dry_run=True, items=[PurgedShown(kind=each.held.term.kind, removed=each.now, busy=0) for each in found if each.held.days])
    done = await service.purge(frame_of(request).database, caller.organisation_id, caller.actor, rooms)
    return RunShown(dry_run=False, items=[PurgedShown.model_validate(each) for each in done])


async def _spoken(unit: Unit, caller: Caller, wanted: str | None) -> str:
    return await language_for(unit, caller.organisation_id, wanted)
