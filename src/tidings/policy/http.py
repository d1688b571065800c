"""The allow-list: who may be sent to while an organisation tries out; the rule packs: the law as Tidings knows it; and what an organisation sets."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BeforeValidator, Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, Scope
from tidings.contacts import service as contacts
from tidings.contacts.types import Place, Whereabouts
from tidings.infra import web
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy import service
from tidings.policy.types import Cap, OwnHours, Question, StopScope

router = web.router("allow-list", "/allow-list")
law_router = web.router("policy", "/policy")

_MOST_NUMBERS = 1_000

Reads = Annotated[Caller, web.needs(Scope.ORGANISATION_READ)]
Operates = Annotated[Caller, web.needs(Scope.OPERATIONS)]
Words = Annotated[list[str], BeforeValidator(sorted)]


class AllowedShown(web.Output):
    """An address that may be sent to."""

    id: UUID
    label: str = Field(description="The number or email, masked.", examples=["+33 ······01"])
    added_by: str
    added_at: datetime


class NumbersToAllow(web.Input):
    """Phone numbers and emails to list, at least one."""

    phone_numbers: list[web.Line] = Field(default_factory=list[str], max_length=_MOST_NUMBERS, examples=[["+33612000001"]])
    emails: list[web.Line] = Field(default_factory=list[str], max_length=_MOST_NUMBERS, examples=[["me@example.org"]])

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.phone_numbers and not self.emails:
            raise PydanticCustomError("nobody_to_allow", "Give phone_numbers or emails.")
        return self


class NumberLeftAside(web.Output):
    """A number that was not listed."""

    position: int = Field(description="From 0, among the numbers, and behind them the emails.")
    code: str = Field(examples=["too_short"])
    message: str
    fix: str | None


class ListingShown(web.Output):
    """What became of the numbers."""

    added: int
    already: int = Field(description="Listed before, or sent twice.")
    invalid: list[NumberLeftAside]


@router.get("", summary="List the numbers that may be sent to while trying out")
async def list_allowed(caller: Reads, unit: web.Work, paging: web.PageQuery) -> web.Rows[AllowedShown]:
    """List the allow-list, newest first. It counts only while the organisation sends to listed addresses only."""
    page = await service.list_allowed(unit, caller.organisation_id, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[AllowedShown.model_validate(row) for row in page.rows], next_cursor=page.next_cursor)


@router.post("", summary="List numbers")
async def allow(body: NumbersToAllow, caller: Operates, unit: web.Work) -> ListingShown:
    """Put numbers, in any way of writing, and emails on the allow-list. The same again add 0."""
    return ListingShown.model_validate(await service.allow_addresses(unit, caller.organisation_id, caller.actor, body.phone_numbers, body.emails))


@router.delete("/{allowed_id}", status_code=204, summary="Take a number off the list", responses=web.problems(404))
async def disallow(allowed_id: UUID, caller: Operates, unit: web.Work) -> None:
    """Take a number off the allow-list."""
    await service.disallow_address(unit, caller.organisation_id, caller.actor, allowed_id)


class RuleShown(web.Output):
    """A rule of a pack, with what it rests on."""

    id: str = Field(examples=["fr-hours"])
    what: str = Field(description="hours, holidays, frequency, keywords, text, retention, opt_out, sender or duty.", examples=["hours"])
    title: str
    terms: dict[str, object] = Field(description="What it demands.", examples=[{"hours": {"mon-sat": "08:00-20:00"}}])
    subdivisions: Words = Field(description="ISO 3166-2 without the country; empty: the whole jurisdiction.", examples=[["FL"]])
    only_without_subdivision: bool = Field(description="Holds where it is not known in which subdivision somebody is.")
    channels: Words
    purposes: Words
    valid_from: date
    valid_to: date | None = Field(description="The first day on which it is no longer in force.")
    may_be_widened: bool = Field(description="An organisation may send where the rule, as it stands, says no.")
    source: str
    confidence: str = Field(
        description="primary: the text was read; secondary: others report it; careful: our own caution; unconfirmed: sources disagree."
    )
    note: str | None


class PackLine(web.Output):
    """A rule pack in the list."""

    id: str = Field(examples=["FR"])
    name: str
    countries: Words = Field(description='"*" is every country that no other pack names.')
    reviewed_on: date


class PackShown(PackLine):
    """A rule pack, whole: rules of all times, each with the days between which it is in force."""

    rules: list[RuleShown]


@law_router.get("/packs", summary="List the rule packs")
async def list_packs(caller: Reads, unit: web.Work, languages: web.Languages = None) -> web.Rows[PackLine]:
    """List the jurisdictions of which Tidings knows the law, by id. This is no legal advice."""
    language = await accounts.language_for(unit, caller.organisation_id, languages)
    return web.Rows(items=[PackLine.model_validate(pack) for pack in service.packs(language)], next_cursor=None)


@law_router.get("/packs/{pack_id}", summary="Show a rule pack", responses=web.problems(404))
async def show_pack(pack_id: web.Line, caller: Reads, unit: web.Work, languages: web.Languages = None) -> PackShown:
    """Show the rules of a jurisdiction with their sources. This is no legal advice."""
    return PackShown.model_validate(service.pack(pack_id, await accounts.language_for(unit, caller.organisation_id, languages)))


class CapSet(web.Input):
    """At most so many marketing messages to a person in a rolling window; transactional ones are never counted."""

    channels: list[Channel] = Field(default=[], description="Counted together; none: all there are.", examples=[["sms", "whatsapp"]])
    most: int = Field(ge=1, le=1_000, examples=[3])
    hours: int = Field(ge=1, le=2_208, description="The length of the window; 168 are seven days.", examples=[168])

    def cap(self) -> Cap:
        """Return it as policy knows it."""
        return Cap(frozenset(self.channels), self.most, self.hours)


class CapsSet(web.Input):
    """All frequency caps of the organisation; an empty list: none at all."""

    caps: list[CapSet] = Field(max_length=20)


class HoursSet(web.Input):
    """What the organisation sets of its own for a rule pack."""

    pack: web.Line | None = Field(default=None, description="Its id; null: every pack without settings of its own.", examples=["FR"])
    week: dict[web.Line, web.Line] | None = Field(
        default=None,
        max_length=7,
        description="Local hours by days; days not named are closed. They narrow the law's hours, and widen them as far as its rule allows.",
        examples=[{"mon-fri": "09:00-18:00"}],
    )
    holidays: StrictBool = Field(default=False, description="Send on public holidays, where the rule allows it.")


class AllHoursSet(web.Input):
    """All hours of the organisation; an empty list: those of the law."""

    hours: list[HoursSet] = Field(max_length=50)


class StopScopeSet(web.Input):
    """What a STOP closes."""

    stop_scope: StopScope = Field(
        description="`programme`: of the message that it answers, if one can be named; a second STOP or one without such a message closes its"
        " channel. `channel`: the whole channel, transactional messages too. `all`: every channel. A law may close more, never less.",
        examples=["programme"],
    )


class CapShown(web.Output):
    """A frequency cap."""

    channels: Annotated[list[Channel], BeforeValidator(sorted)]
    most: int
    hours: int


class HoursShown(web.Output):
    """What the organisation has set for a rule pack."""

    pack: str | None
    week: dict[str, str] | None
    holidays: bool


class PolicyShown(web.Output):
    """What the organisation has decided about its messages."""

    caps: list[CapShown]
    own_caps: bool = Field(description="False: these are the defaults.")
    hours: list[HoursShown]
    stop_scope: StopScope = Field(description="What a STOP closes.")


class SampleQuery:
    """Somebody, as far as is told, and a message to them."""

    def __init__(
        self,
        country: Annotated[str | None, Query(max_length=100, description="Its code (ISO 3166) or name.", examples=["FR"])] = None,
        region: Annotated[str | None, Query(max_length=100, description="A part of it (ISO 3166-2) or its name.", examples=["FR-67"])] = None,
        postcode: Annotated[
            str | None, Query(max_length=20, description="Of the organisation's country if neither country nor region is told.", examples=["67000"])
        ] = None,
        time_zone: Annotated[str | None, Query(max_length=100, examples=["Europe/Paris"])] = None,
        channel: Channel = Channel.SMS,
        purpose: Purpose = Purpose.MARKETING,
        at: Annotated[web.Moment | None, Query(description="From 2000 to 2199; now if left out.")] = None,
    ) -> None:
        self.told = (country, region, postcode, time_zone)
        self.channel, self.purpose, self.at = channel, purpose, at


class ClosingShown(web.Output):
    """What closes a moment."""

    code: str = Field(description="quiet_hours, quiet_day or public_holiday.", examples=["quiet_hours"])
    pack: str | None
    rule: str | None = Field(examples=["fr-hours"])
    source: str | None
    zone: str


class LawShown(web.Output):
    """A rule that holds for such a message to such a person."""

    pack: str
    rule: RuleShown


class SampleShown(web.Output):
    """Whether a message may leave to somebody at a moment by hours and days, and what else holds for it."""

    at: datetime
    places: Words = Field(description="Where they may be: all that the telling leaves open.", examples=[["FR-67"]])
    zones: Words = Field(examples=[["Europe/Paris"]])
    open: bool
    until: datetime | None = Field(description="While open: when that ends, if within three weeks.")
    opens: datetime | None = Field(description="While closed: when it opens again, if within three weeks.")
    closed_by: list[ClosingShown]
    rules: list[LawShown] = Field(description="All that is in force there for such messages.")


@law_router.get("/sample", summary="Say what the rules mean for somebody")
async def show_sample(caller: Reads, unit: web.Work, asked: Annotated[SampleQuery, Depends()], languages: web.Languages = None) -> SampleShown:
    """Say whether a message may leave to a person now or at a moment, until when not, and by which rule. This is no legal advice.

    The organisation's own hours count; caps, consent and closed addresses do not, because they are of somebody in particular.
    """
    where, at = await _told_here(unit, caller.organisation_id, asked), asked.at or unit.at
    question = Question(asked.channel, asked.purpose, Lane.TRANSACTIONAL if asked.purpose is Purpose.TRANSACTIONAL else Lane.MARKETING)
    language = await accounts.language_for(unit, caller.organisation_id, languages)
    opening = await service.opening_here(unit, caller.organisation_id, question, where, at)
    held = {
        rule.id: LawShown(pack=pack.id, rule=RuleShown.model_validate(rule))
        for place in sorted(where.places or {Place(None, None)}, key=repr)
        for pack, rule in service.rules_at(place, asked.channel, asked.purpose, at.date(), language)
    }
    return SampleShown(
        at=at,
        places=["-".join(filter(None, place)) for place in where.places],
        zones=list(where.zones),
        open=opening.open,
        until=opening.until,
        opens=opening.opens,
        closed_by=[ClosingShown.model_validate(each) for each in opening.closed_by],
        rules=list(held.values()),
    )


async def _told_here(unit: web.Work, organisation_id: UUID, asked: SampleQuery) -> Whereabouts:
    """Return where somebody may be; a postcode of which nothing says the country is one of the organisation's country."""
    country, region, postcode, time_zone = asked.told
    if postcode and not country and not region:
        country = (await accounts.organisation(unit, organisation_id)).region
    return contacts.places_told(country, region, postcode, time_zone)


@law_router.get("/settings", summary="Show what the organisation has decided")
async def show_settings(caller: Reads, unit: web.Work) -> PolicyShown:
    """Show the frequency caps and the hours of the organisation, and what a STOP closes."""
    return PolicyShown.model_validate(await service.settings(unit, caller.organisation_id))


@law_router.put("/caps", summary="Set the frequency caps")
async def set_caps(body: CapsSet, caller: Operates, unit: web.Work) -> PolicyShown:
    """Set how many marketing messages a person may get. Whom former caps put off is looked at again at once."""
    caps = [each.cap() for each in body.caps]
    return PolicyShown.model_validate(await service.set_caps(unit, caller.organisation_id, caller.actor, caps))


@law_router.delete("/caps", summary="Go back to the default caps")
async def unset_caps(caller: Operates, unit: web.Work) -> PolicyShown:
    """Forget the organisation's own frequency caps: the defaults hold."""
    return PolicyShown.model_validate(await service.set_caps(unit, caller.organisation_id, caller.actor, None))


@law_router.put("/hours", summary="Set the hours of the organisation")
async def set_hours(body: AllHoursSet, caller: Operates, unit: web.Work) -> PolicyShown:
    """Set when marketing messages may arrive, by rule pack, within what the law allows. Whom former hours put off is looked at again at once."""
    hours = [OwnHours(each.pack, each.week, each.holidays) for each in body.hours]
    return PolicyShown.model_validate(await service.set_hours(unit, caller.organisation_id, caller.actor, hours))


@law_router.put("/stop-scope", summary="Set what a STOP closes")
async def set_stop_scope(body: StopScopeSet, caller: Operates, unit: web.Work) -> PolicyShown:
    """Set what a STOP closes, from the next one on; what was closed stays closed. Audited. The answer to a STOP says what it closed."""
    return PolicyShown.model_validate(await service.set_stop_scope(unit, caller.organisation_id, caller.actor, body.stop_scope))
