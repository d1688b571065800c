"""The plan by day, recomputed whenever limits, people or statuses change, and at the turn of each business day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.queries import plans, releases
from tidings.campaigns.rules.calendar import ONE_DAY, business_day
from tidings.campaigns.rules.plan import Needs, Planned, Portfolio, plan
from tidings.campaigns.service.scattering import scattered
from tidings.campaigns.service.senders import Lines, lines_of
from tidings.campaigns.types import Campaign, PlanDay, Status
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.messages import service as messages


@dataclass(frozen=True, slots=True)
class Estimate:
    """When a campaign is expected to have released everybody: days from the first to the last, both counted."""

    days: int | None
    completes_on: date | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan by day. `forecast` says that the campaign does not run and this is what would be if it started now."""

    days: Sequence[PlanDay]
    estimate: Estimate
    forecast: bool


async def zone_of(unit: Unit, organisation_id: UUID) -> ZoneInfo:
    """Return the time zone that says what a day is for an organisation."""
    return ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)


async def replan(unit: Unit, organisation_id: UUID, *, wake: Sequence[UUID] = ()) -> None:
    """Plan all live campaigns of an organisation anew, because they share limits; those in `wake` are looked at at once.

    Past days keep what was planned for them. A paused campaign has no days ahead until it is resumed.
    """
    if wake:
        await releases.wake(unit, organisation_id, wake)
    zone = await zone_of(unit, organisation_id)
    today = business_day(unit.at, zone)
    live = await queries.live(unit, organisation_id, lock=False)
    planned = await _plan(unit, organisation_id, [each for each in live if each.status is not Status.PAUSED], zone)
    kept = {campaign_id for campaign_id, each in planned.items() if not each.days}
    rows = [plans.DayRow(campaign_id, day, people) for campaign_id, each in planned.items() for day, people in each.days]
    await plans.replace_days(unit, organisation_id, [each.id for each in live if each.id not in kept], today, rows)
    ends = {each.id: _end(each, planned.get(each.id)) for each in live}
    await plans.write_estimates(unit, organisation_id, ends, today)


async def plan_ends(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> None:
    """Take away the days ahead of a campaign that goes no further; today and those before keep what was planned for them."""
    today = business_day(unit.at, await zone_of(unit, organisation_id))
    await plans.replace_days(unit, organisation_id, [campaign_id], today + ONE_DAY, [])


def _end(each: Campaign, planned: Planned | None) -> date | None:
    if planned is None:
        return None
    if not planned.days and not planned.left_over:
        return each.estimated_completion_date
    return planned.completes_on


async def _plan(unit: Unit, organisation_id: UUID, campaigns: Sequence[Campaign], zone: ZoneInfo) -> dict[UUID, Planned]:
    if not campaigns:
        return {}
    ids = [each.id for each in campaigns]
    lines = await lines_of(unit, organisation_id)
    progress = await messages.progress(unit, organisation_id, ids)
    released = await limits.released_on(unit, organisation_id, ids, business_day(unit.at, zone))
    planned: dict[UUID, Planned] = {}
    for portfolio_id, members in lines.groups(campaigns):
        portfolio = await portfolio_of(unit, organisation_id, lines, portfolio_id)
        needs = [needs_of(each, lines, progress[each.id].pending, released[each.id]) for each in members]
        people = await scattered(unit, organisation_id, members, needs)
        planned.update(plan(needs, portfolio, zone=zone, now=unit.at, people=people))
    return planned


async def portfolio_of(unit: Unit, organisation_id: UUID, lines: Lines, portfolio_id: UUID | None) -> Portfolio:
    """Return the people that a portfolio lets through, and when those counted fall out."""
    tier = lines.tier(portfolio_id)
    if portfolio_id is None or tier is None:
        return Portfolio()
    falling = await limits.people_falling_out(unit, organisation_id, portfolio_id)
    return Portfolio(tier, [(each.at, each.people) for each in falling])


def needs_of(each: Campaign, lines: Lines, pending: int, released_today: int) -> Needs:
    """Return what a campaign still has to do, for the plan."""
    sender = lines.sender_of(each)
    settings = each.settings
    return Needs(
        campaign_id=each.id,
        remaining=pending,
        daily_limit=settings.daily_send_limit,
        priority=settings.priority,
        hours=settings.hours,
        sender_id=sender.id if sender else None,
        per_hour=sender.most_an_hour if sender else None,
        starts=settings.start_date,
        ends=settings.end_date,
        released_today=released_today,
    )


async def estimates(unit: Unit, organisation_id: UUID, campaigns: Iterable[Campaign]) -> dict[UUID, Estimate]:
    """Return the estimate of each campaign, the same for draft or list; a cancelled one will never be complete."""
    known = {each.id: None if each.status is Status.CANCELLED else each.estimated_completion_date for each in campaigns}
    first = await plans.first_days(unit, organisation_id, list(known))
    return {
        campaign_id: Estimate((ends - first[campaign_id]).days + 1 if ends and campaign_id in first else None, ends)
        for campaign_id, ends in known.items()
    }


async def outline(unit: Unit, organisation_id: UUID, shown: Campaign) -> Outline:
    """Return a campaign's plan by day: the one that runs, or for a draft or paused one what would be if it started now."""
    released = await limits.released_by_day(unit, organisation_id, shown.id)
    if shown.status in {Status.DRAFT, Status.IN_REVIEW, Status.PAUSED}:
        return await _forecast(unit, organisation_id, shown, released)
    planned = {row.day: row.planned for row in await plans.days(unit, organisation_id, shown.id)}
    estimate = (await estimates(unit, organisation_id, [shown]))[shown.id]
    return Outline(_days(planned, released), estimate, forecast=False)


async def _forecast(unit: Unit, organisation_id: UUID, shown: Campaign, released: Mapping[date, int]) -> Outline:
    zone = await zone_of(unit, organisation_id)
    running = [each for each in await queries.live(unit, organisation_id, lock=False) if each.status is not Status.PAUSED]
    planned = (await _plan(unit, organisation_id, [*running, shown], zone))[shown.id]
    days = _days(dict(planned.days), released)
    ends = planned.completes_on
    return Outline(days, Estimate((ends - days[0].day).days + 1 if ends and days else None, ends), forecast=True)


def _days(planned: Mapping[date, int], released: Mapping[date, int]) -> list[PlanDay]:
    return [PlanDay(day, planned.get(day, 0), released.get(day, 0)) for day in sorted(planned.keys() | released.keys())]


def overdue(planned_on: date | None, today: date) -> bool:
    """Say whether a plan was made before the present business day."""
    return planned_on is None or planned_on + ONE_DAY <= today
