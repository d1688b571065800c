"""Kinds of notices and the cascades that they may follow."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self
from uuid import UUID

from fastapi import Path, Query
from pydantic import ConfigDict, Field, StrictBool, StrictInt
from pydantic.config import JsonDict

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.kernel.words import Channel, Purpose
from tidings.notices import service
from tidings.notices.types import Budget, Kind, Rollout, Settings, Stops

router = web.router("notices", "/notices")

Reads = Annotated[Caller, web.needs(Scope.MESSAGES_READ)]
Writes = Annotated[Caller, web.needs(Scope.TEMPLATES_WRITE)]
KindKey = Annotated[str, Path(max_length=64, description="The kind's key: a-z, 0-9, dots, hyphens and underscores.", examples=["repair_ready"])]
Archived = Annotated[bool, Query(description="Archived ones, too.")]
_EXAMPLE: JsonDict = {
    "name": "Ready for pick-up",
    "class": "transactional",
    "templates": {"sms": "ready_sms", "whatsapp": "ready_whatsapp"},
    "wait_seconds": {"whatsapp": 300},
    "expires_after_seconds": 86400,
}


class BudgetSent(web.Input):
    """What a kind's messages may cost in a month."""

    month_micros: StrictInt = Field(gt=0, le=10**15, description="In millionths of the organisation's currency.", examples=[50_000_000])
    warn_percent: StrictInt = Field(default=80, ge=1, le=100, description="From which part of it on Home tells of it.")
    stops: Stops = Field(
        default=Stops.NOTHING, description="What no longer leaves by channels that cost money once it is used up; `not_urgent`: all but urgent ones."
    )


class KindBudgetShown(web.Output):
    """What a kind's messages may cost in a month, and how far that is used."""

    month_micros: int
    warn_percent: int
    stops: Stops
    spent_micros: int | None = Field(description="This month, with what is on its way; null before it was counted.")
    counted_at: datetime | None
    alert: Literal["near", "over"] | None = Field(description="`near` from `warn_percent` on, `over` once it is used up.")

    @classmethod
    def of(cls, kind: Kind) -> Self | None:
        """Show a kind's budget; None without one."""
        budget, spent = kind.settings.budget, kind.spent
        if budget is None:
            return None
        return cls.model_validate(
            {
                "month_micros": budget.micros,
                "warn_percent": round(budget.warn_at * 100),
                "stops": budget.stops,
                "spent_micros": spent.micros if spent else None,
                "counted_at": spent.at if spent else None,
                "alert": kind.alert,
            }
        )


class KindSent(web.Input):
    """What all notices of a kind share. What is left out has its default."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    name: web.Line
    purpose: Literal["transactional", "marketing"] = Field(alias="class", description="Decides which consent is asked, and which hours hold.")
    templates: dict[Channel, web.Line] = Field(min_length=1, description="By channel the name of the template; other channels are not used.")
    cascade: web.Line = Field(default="standard", description="The order in which channels are tried: GET /notices/cascades.")
    order: list[Channel] = Field(default_factory=list[Channel], max_length=10, description="An order of its own in the cascade's place.")
    wait_seconds: dict[Channel, int] = Field(
        default_factory=dict[Channel, int],
        description="How long a channel may be silent, by channel; one that tells no arrival: how long in the queue.",
    )
    expires_after_seconds: int = Field(default=86_400, ge=60, le=2_592_000, description="How long the notice makes sense.")
    group_within_seconds: int | None = Field(default=None, ge=10, le=86_400, description="Gather those to one person for so long into one message.")
    grouped_templates: dict[Channel, web.Line] = Field(
        default_factory=dict[Channel, web.Line],
        description="What is said then: `count`, `updates` (each `summary`, else what each alone would say), the newest's values.",
    )
    rollout_percent: Literal[10, 25, 50, 100] = Field(default=100, description="To how many of a hundred people, always the same ones.")
    rollout_segment_id: UUID | None = Field(default=None, description="And of them only to those in this segment or list.")
    high_value: StrictBool = Field(default=False, description="Whether it is worth channels that a cascade keeps for such kinds.")
    smart: StrictBool = Field(
        default=False, description="Whether the channel goes first that worked best for the person before, if that can be told."
    )
    programme: str = Field(default="", max_length=64, description="Of marketing: which programme people must have agreed to.")
    budget: BudgetSent | None = Field(default=None, description="What its messages may cost in a month; null: whatever they do.")

    def settings(self) -> Settings:
        """Return the settings that were sent."""
        return Settings(
            name=self.name,
            purpose=Purpose(self.purpose),
            templates=self.templates,
            cascade=self.cascade,
            order=self.order,
            waits={channel: timedelta(seconds=seconds) for channel, seconds in self.wait_seconds.items()},
            expires_after=timedelta(seconds=self.expires_after_seconds),
            group_within=timedelta(seconds=self.group_within_seconds) if self.group_within_seconds else None,
            grouped_templates=self.grouped_templates,
            rollout=Rollout(self.rollout_percent, self.rollout_segment_id),
            high_value=self.high_value,
            smart=self.smart,
            programme=self.programme,
            budget=Budget(self.budget.month_micros, self.budget.warn_percent / 100, self.budget.stops) if self.budget else None,
        )


class KindShown(web.Output):
    """A kind of notice."""

    key: str
    name: str
    purpose: Purpose = Field(serialization_alias="class")
    templates: dict[Channel, str]
    cascade: str
    order: list[Channel]
    wait_seconds: dict[Channel, int]
    expires_after_seconds: int
    group_within_seconds: int | None
    grouped_templates: dict[Channel, str]
    rollout_percent: int
    rollout_segment_id: UUID | None
    high_value: bool
    smart: bool
    programme: str
    budget: KindBudgetShown | None
    created_at: datetime
    changed_at: datetime
    archived_at: datetime | None

    @classmethod
    def of(cls, kind: Kind) -> Self:
        """Show a kind."""
        settings = kind.settings
        return cls(
            key=kind.key,
            name=settings.name,
            purpose=settings.purpose,
            templates=dict(settings.templates),
            cascade=settings.cascade,
            order=list(settings.order),
            wait_seconds={channel: int(wait.total_seconds()) for channel, wait in settings.waits.items()},
            expires_after_seconds=int(settings.expires_after.total_seconds()),
            group_within_seconds=int(settings.group_within.total_seconds()) if settings.group_within else None,
            grouped_templates=dict(settings.grouped_templates),
            rollout_percent=settings.rollout.percent,
            rollout_segment_id=settings.rollout.segment_id,
            high_value=settings.high_value,
            smart=settings.smart,
            programme=settings.programme,
            budget=KindBudgetShown.of(kind),
            created_at=kind.created_at,
            changed_at=kind.changed_at,
            archived_at=kind.archived_at,
        )


class ChoiceShown(web.Output):
    """What smart choice would have done with past notices."""

    notices: int = Field(description="That ended, and were looked at.")
    different: int = Field(description="Of these: it would have begun with another channel.")
    cascade_worked: int = Field(description="Of the different ones: the channel that went first reached the person.")
    choice_worked_at_least: int = Field(description="Of the different ones: the other channel did, when its turn came.")


class KindsShown(web.Output):
    """All kinds."""

    items: list[KindShown]


class WayShown(web.Output):
    """An order of channels."""

    when_usable: str | None = Field(description="Holds if this channel can be used; null: else.")
    tried: list[Channel] = Field(description="One after the other, on failure or silence.")
    beside: list[Channel] = Field(description="At once with the first.")
    engaged_only: list[Channel] = Field(description="Of those beside: only for people who replied or read there in the last ninety days.")


class CascadeShown(web.Output):
    """A cascade; the first of its ways that fits holds. A person's own order goes before."""

    name: str = Field(examples=["standard"])
    words: dict[str, str] = Field(description="The same in words, by language.")
    ways: list[WayShown]
    high_value_only: list[Channel]


class CascadesShown(web.Output):
    """All cascades."""

    items: list[CascadeShown]
    wait_seconds: dict[Channel, int] = Field(description="How long each channel may be silent, unless a kind says otherwise.")
    counts_as_arrived: list[Channel] = Field(
        description="Channels of which nobody tells you that a message arrived: what they take counts as arrived unless it comes back."
    )


@router.get("/cascades", summary="List the cascades that a kind may follow")
async def list_cascades(unit: web.Work, caller: Reads) -> CascadesShown:
    """List in which orders channels are tried. WhatsApp and SMS are never in use at once unless the first failed or stayed silent.

    A channel of which nobody tells arrivals is never silent: an email, and a notification of an app that confirms nothing, count as arrived
    unless they come back.
    """
    untold = sorted(await service.untold(unit, caller.organisation_id))
    waits = {channel: int(wait.total_seconds()) for channel, wait in service.WAITS.items()}
    return CascadesShown(items=[_shown(each) for each in service.CASCADES.values()], wait_seconds=waits, counts_as_arrived=untold)


@router.get("/kinds", summary="List the kinds of notices")
async def list_kinds(unit: web.Work, caller: Reads, archived: Archived = False) -> KindsShown:  # noqa: FBT002 - a query
    """List the kinds by key."""
    return KindsShown(items=[KindShown.of(each) for each in await service.kinds(unit, caller.organisation_id, archived=archived)])


@router.get("/kinds/{kind_key}", summary="Get a kind of notice", responses=web.problems(404))
async def show_kind(kind_key: KindKey, unit: web.Work, caller: Reads) -> KindShown:
    """Get one kind."""
    return KindShown.of(await service.kind(unit, caller.organisation_id, kind_key))


@router.get("/kinds/{kind_key}/choice", summary="Say what smart choice would have done", responses=web.problems(404))
async def compare_choice(kind_key: KindKey, unit: web.Work, caller: Reads) -> ChoiceShown:
    """Compare smart choice with the cascade as it stands, on the kind's notices of the last thirty days, 2,000 at most.

    Each is judged by what was known before it. What was never tried counts against the choice, so it does no better here than in truth.
    """
    found = await service.compare_choice(unit, caller.organisation_id, kind_key)
    return ChoiceShown(
        notices=found.notices, different=found.different, cascade_worked=found.cascade_worked, choice_worked_at_least=found.choice_worked
    )


@router.put("/kinds/{kind_key}", summary="Make or change a kind of notice", responses=web.problems(404))
async def put_kind(kind_key: KindKey, body: KindSent, unit: web.Work, caller: Writes) -> KindShown:
    """Make a kind, or give it new settings: they hold for what is asked for from now on and for the next steps of what is under way."""
    return KindShown.of(await service.put_kind(unit, caller.organisation_id, caller.actor, kind_key, body.settings()))


@router.delete("/kinds/{kind_key}", summary="Archive a kind of notice", responses=web.problems(404))
async def archive_kind(kind_key: KindKey, unit: web.Work, caller: Writes) -> KindShown:
    """Offer a kind no more. What was asked for goes on; PUT brings it back."""
    return KindShown.of(await service.archive_kind(unit, caller.organisation_id, caller.actor, kind_key))


def _shown(cascade: service.Cascade) -> CascadeShown:
    ways = [
        WayShown(
            when_usable=way.when_usable,
            tried=list(way.tries),
            beside=[each.channel for each in way.besides],
            engaged_only=[each.channel for each in way.besides if each.engaged],
        )
        for way in cascade.ways
    ]
    return CascadeShown(name=cascade.name, words=dict(cascade.words), ways=ways, high_value_only=sorted(cascade.high_value_only))
