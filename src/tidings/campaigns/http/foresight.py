"""The dry run and the reasons of a campaign."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Header, Query
from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.campaigns import service
from tidings.campaigns.http.plans import Closed, ClosedDayShown
from tidings.campaigns.service import Told, Why
from tidings.campaigns.types import DryRun, DryRunDay, LeftOut, Loss, PlaceReach, Reach, Status, Step, TextFinding
from tidings.infra import web
from tidings.kernel.money import in_units
from tidings.kernel.words import Channel
from tidings.policy.types import Needed

router = web.router("campaigns", "/marketing/campaigns")

Reads = Annotated[Caller, web.needs(Scope.CAMPAIGNS_READ)]
Language = Annotated[
    str | None,
    Header(alias="Accept-Language", max_length=200, description="Of the sentences; else the organisation's.", examples=["fr"]),
]


class ReasonShown(web.Output):
    """People who have something in common: where they stand and why."""

    status: str = Field(examples=["suppressed"])
    reason: str | None = Field(description="A code, for `recipients?reason=`; null where there is nothing to tell.", examples=["no_consent"])
    people: int
    sentence: str = Field(description="The same in words.")
    fix: str | None = Field(description="What to do about it.")
    until: datetime | None = Field(description="When the first of them may leave, where that is known.")


class HaltShown(web.Output):
    """What keeps all that is left of a campaign from leaving."""

    code: str = Field(examples=["sender_held"])
    sentence: str = Field(examples=["The sender is held for a while, because the provider asked for it or does not answer."])
    fix: str | None = Field(description="What to do about it.")
    until: datetime | None = Field(description="When it goes on by itself; null where a person has to act.")
    sender: str | None = Field(description="The sender that it is about.", examples=["Shop"])
    said: str | None = Field(description="What the provider, or whoever stopped it, said of it.")


class WhyShown(web.Output):
    """Where everybody of a campaign stands, and why; the numbers add up to `recipients`."""

    id: UUID
    name: str
    status: Status
    recipients: int
    reasons: list[ReasonShown]
    halts: list[HaltShown] = Field(description="What keeps a running campaign as a whole from going on now; empty where nothing does.")

    @classmethod
    def of(cls, why: Why) -> Self:
        """Show why."""
        return cls(
            id=why.campaign.id,
            name=why.campaign.settings.name,
            status=why.campaign.status,
            recipients=sum(each.people for each in why.reasons),
            reasons=[ReasonShown.model_validate(each) for each in why.reasons],
            halts=[HaltShown.model_validate(each) for each in why.halts],
        )


class DayShown(web.Output):
    """A day of a dry run."""

    day: date
    people: int
    segments: int
    cost: str = Field(description="Of all whose price is known.", examples=["11.25"])
    unpriced: int = Field(description="People whose price nobody knows.")

    @classmethod
    def of(cls, day: DryRunDay) -> Self:
        """Show a day."""
        return cls(day=day.day, people=day.people, segments=day.segments, cost=in_units(day.micros), unpriced=day.unpriced)


class HourShown(web.Output):
    """An hour of the organisation's in which people leave."""

    at: datetime
    people: int


class ForeseenShown(web.Output):
    """Somebody, and when they would get the message."""

    contact_id: UUID
    name: str | None
    at: datetime


class LeftOutShown(web.Output):
    """People who would get nothing, and why."""

    reason: str
    people: int
    sentence: str
    first: list[UUID] = Field(description="The contacts of the first ten.")

    @classmethod
    def of(cls, out: LeftOut, told: Told) -> Self:
        """Show who is left out."""
        return cls(reason=out.reason, people=out.people, sentence=told.sentence, first=list(out.first))


class TextFindingShown(web.Output):
    """What the text of one locale lacks by one rule of law."""

    code: Needed
    blocking: bool = Field(description="A launch is refused without it.")
    may_be_waived: bool = Field(description="Whether `activate?waive_required_text=` with a reason launches all the same.")
    locale: str = Field(examples=["fr"])
    where: str = Field(description="The jurisdiction of the rule pack.", examples=["France"])
    rule: str = Field(examples=["fr-text"])
    source: str = Field(description="Where the rule stands.")
    people: int = Field(description="Recipients who get this text and are, or may be, there.")
    sentence: str
    suggestion: str = Field(description="What to write, in the text's language.", examples=["STOP pour ne plus recevoir de messages."])
    fix: str

    @classmethod
    def of(cls, found: TextFinding) -> Self:
        """Show what is lacking."""
        demand = found.demand
        return cls(
            code=demand.needed,
            blocking=demand.blocking,
            may_be_waived=demand.may_be_waived,
            locale=found.locale,
            where=demand.where,
            rule=demand.rule,
            source=demand.source,
            people=found.people,
            sentence=found.sentence,
            suggestion=found.suggestion,
            fix=found.fix,
        )


class RerouteShown(web.Output):
    """People left out whom another channel reaches."""

    reason: str = Field(examples=["us_marketing_whatsapp"])
    people: int = Field(description="Left out for it.")
    channel: Channel
    reachable: int = Field(description="Of them: agreed to the channel, have a number for it, and are not closed there.")
    sentence: str
    fix: str


class DryRunShown(web.Output):
    """What would happen if nothing else changed. Nothing was sent, written or held."""

    people: int
    will_get_it: int
    finishes_at: datetime | None = Field(description="Null where somebody is never reached.")
    currency: str
    cost: str
    segments: int
    unknown_prices: dict[str, int] = Field(description="People whose price nobody knows, by what is lacking; not in the cost.")
    days: list[DayShown]
    hours: list[HourShown]
    first: list[ForeseenShown]
    left_out: list[LeftOutShown]
    put_off: dict[str, int] = Field(description="Who gets it, but can't get it at once, by reason.")
    texts: list[TextFindingShown] = Field(description="What the texts lack by the law of the recipients' places.")
    reroutes: list[RerouteShown] = Field(
        description="Whom of those left out another channel reaches; a copy of the campaign with `left_out` is for them."
    )
    closed: list[ClosedDayShown] = Field(description="Days between `days` that the law closes where recipients are.")

    @classmethod
    def of(cls, run: DryRun, told: Mapping[str, Told], names: Mapping[UUID, str | None], closed: Closed) -> Self:
        """Show a dry run."""
        return cls(
            people=run.people,
            will_get_it=sum(each.people for each in run.days),
            finishes_at=run.finishes_at,
            currency=run.currency,
            cost=in_units(sum(each.micros for each in run.days)),
            segments=sum(each.segments for each in run.days),
            unknown_prices=dict(run.unknown_prices),
            days=[DayShown.of(each) for each in run.days],
            hours=[HourShown(at=at, people=people) for at, people in run.hours],
            first=[ForeseenShown(contact_id=each.contact_id, name=names.get(each.contact_id), at=each.at) for each in run.first],
            left_out=[LeftOutShown.of(each, told[each.reason]) for each in run.left_out],
            put_off=dict(run.put_off),
            texts=[TextFindingShown.of(each) for each in run.texts],
            reroutes=[RerouteShown.model_validate(each) for each in run.reroutes],
            closed=ClosedDayShown.all_of(closed),
        )


class SomebodyShown(web.Output):
    """Somebody among many."""

    contact_id: UUID
    name: str | None


class LossShown(web.Output):
    """People who are lost at a step, in the campaign already, or put off at the last two."""

    step: Step
    reason: str | None = Field(
        description="A code; null for who has no address, shares it with somebody who gets the message there, or is in the campaign already.",
        examples=["no_consent"],
    )
    people: int
    sentence: str
    fix: str | None
    first: list[SomebodyShown] = Field(description="A few of them.")


class PlaceReachShown(web.Output):
    """People of one country, and what it costs to write to one of them."""

    country: str | None = Field(description="Of their addresses; null where an address has none, as emails.", examples=["FR"])
    people: int
    price: str | None = Field(description="Of one segment of a text, or one message, today; null where no price is known.", examples=["0.0712"])
    currency: str = Field(examples=["EUR"])

    @classmethod
    def of(cls, place: PlaceReach) -> Self:
        """Show a country."""
        price = None if place.micros is None else in_units(place.micros)
        return cls(country=place.country, people=place.people, price=price, currency=place.currency)


class AudienceReachShown(web.Output):
    """How far an audience reaches as things stand; it is judged again at sending."""

    audience: int = Field(description="How many are meant.")
    looked_at: int = Field(description="How many of those with an address were judged.")
    whole: bool = Field(description="Whether these are all; else a random part of them, and the figures are estimates for all.")
    reachable: int = Field(description="Whom nothing refuses and who are not in the campaign yet; some of them are put off.")
    at_least: int = Field(description="Of an estimate: in 95 of 100 random parts `reachable` is not less.")
    at_most: int = Field(description="Of an estimate: in 95 of 100 random parts `reachable` is not more.")
    losses: list[LossShown]
    places: list[PlaceReachShown] = Field(description="Who would get it, by country: whom nothing refuses, those in the campaign among them.")
    warnings: list[str] = Field(description="Names in the target audience that nobody has.")

    @classmethod
    def of(cls, found: Reach, told: Mapping[str, Told], names: Mapping[UUID, str | None], by_step: Mapping[Step, Told]) -> Self:
        """Show how far an audience reaches."""
        return cls(
            audience=found.audience,
            looked_at=found.looked_at,
            whole=found.whole,
            reachable=found.reachable,
            at_least=found.between[0],
            at_most=found.between[1],
            losses=[_lost(each, told[each.reason] if each.reason else by_step[each.step], names) for each in found.losses],
            places=[PlaceReachShown.of(each) for each in found.places],
            warnings=list(found.warnings),
        )


class DoneShown(web.Output):
    """Something that was done with a campaign."""

    id: UUID
    at: datetime
    actor: str = Field(examples=["user:0199b2a1-7c00-7000-8000-000000000001"])
    action: str = Field(examples=["campaign.paused"])
    detail: dict[str, Any]


@router.get("/{campaign_id}/reach", summary="Say how far the audience reaches", responses=web.problems(404))
@web.until_gone
async def reach(
    campaign_id: UUID,
    unit: web.EngineWork,
    caller: Reads,
    most: Annotated[int, Query(ge=100, le=service.MOST_JUDGED, description="How many are judged at most: fewer are told sooner.")] = (
        service.MOST_JUDGED
    ),
    language: Language = None,
) -> AudienceReachShown:
    """Count, before anybody is added, who of the target audience could be written to now, and where the others are lost.

    Of a campaign without target audience, who of its recipients. Of more people than `most` a random part is judged, and what is told is an
    estimate with its bounds. It ends when whoever asked is gone.
    """
    found = await service.reach(unit, caller.organisation_id, campaign_id, most=most)
    codes = [each.reason for each in found.losses if each.reason]
    told = await service.reasons_told(unit, caller.organisation_id, codes, language)
    names = await service.names_of(unit, caller.organisation_id, [person for each in found.losses for person in each.first])
    return AudienceReachShown.of(found, told, names, await service.steps_told(unit, caller.organisation_id, language))


@router.get("/{campaign_id}/history", summary="List what was done with a campaign", responses=web.problems(404))
@web.shared
async def history(campaign_id: UUID, unit: web.Work, caller: Reads, paging: web.PageQuery) -> web.Rows[DoneShown]:
    """List who did what with the campaign, newest first."""
    page = await service.history(unit, caller.organisation_id, campaign_id, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[DoneShown.model_validate(each) for each in page.rows], next_cursor=page.next_cursor)


@router.get("/{campaign_id}/why", summary="Say where everybody stands, and why", responses=web.problems(404))
@web.shared
async def why(campaign_id: UUID, unit: web.Work, caller: Reads, language: Language = None) -> WhyShown:
    """Count everybody by reason, in words; `recipients?reason=` lists who they are."""
    return WhyShown.of(await service.why(unit, caller.organisation_id, campaign_id, language))


@router.post("/{campaign_id}/dry-run", summary="Try it out on a virtual clock", responses=web.problems(404, 409))
@web.until_gone
async def dry_run(campaign_id: UUID, unit: web.Work, caller: Reads, language: Language = None) -> DryRunShown:
    """Say who would get it when, who not and why, and what it costs, by the rules that hold now. Nothing is sent, written or held."""
    run = await service.dry_run(unit, caller.organisation_id, campaign_id, language)
    told = await service.reasons_told(unit, caller.organisation_id, [each.reason for each in run.left_out], language)
    names = await service.names_of(unit, caller.organisation_id, [each.contact_id for each in run.first])
    closed = await service.closed_days(unit, caller.organisation_id, campaign_id, [each.day for each in run.days if each.people], language)
    return DryRunShown.of(run, told, names, closed)


def _lost(loss: Loss, words: Told, names: Mapping[UUID, str | None]) -> LossShown:
    first = [SomebodyShown(contact_id=each, name=names.get(each)) for each in loss.first]
    return LossShown(step=loss.step, reason=loss.reason, people=loss.people, sentence=words.sentence, fix=words.fix, first=first)
