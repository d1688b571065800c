"""Activate, pause, resume, cancel: what moves a campaign through its life."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts.types import Caller
from tidings.campaigns.errors import MOST_ACTIVE, TooManyActive
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.rules.calendar import business_day, start_of
from tidings.campaigns.rules.life import Action, check
from tidings.campaigns.rules.pace import waking
from tidings.campaigns.rules.settings import check_launch_dates
from tidings.campaigns.service.approvals import used
from tidings.campaigns.service.launch import check_launch
from tidings.campaigns.service.planning import estimates, plan_ends, replan, zone_of
from tidings.campaigns.service.records import audit, campaign
from tidings.campaigns.types import Activation, Campaign, Status
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.messages import service as messages


async def activate(
    unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID, start_date: date | None = None, *, text_waiver: str | None = None
) -> Activation:
    """Launch a campaign, now or at its start date, after checking that it can succeed.

    Checked: the status, the dates, recipients, the template (exists, sendable, no variable missing for anybody), a sender
    of the channel, at most ten active campaigns, the scope for more than 1,000 recipients, and the words that the law of the recipients'
    places demands, which a `text_waiver` (why they are not needed) may replace where the rule knows one. Raises the error of what fails.
    """
    draft = await campaign(unit, organisation_id, campaign_id, lock=True)
    check(Action.ACTIVATE, draft.status)
    zone = await zone_of(unit, organisation_id)
    today = business_day(unit.at, zone)
    settings = replace(draft.settings, start_date=start_date or draft.settings.start_date or today)
    check_launch_dates(settings, today)
    await _check_room(unit, organisation_id)
    wanted = replace(draft, settings=settings if start_date else draft.settings)
    recipients = await check_launch(unit, organisation_id, caller, wanted, text_waiver)
    await used(unit, organisation_id, campaign_id)
    status, next_at = _begin(unit, settings.start_date or today, today, zone)
    await queries.set_status(unit, organisation_id, campaign_id, status, next_at=next_at, start_date=settings.start_date)
    if status is Status.ACTIVE:
        await messages.resume(unit, organisation_id, campaign_id)
    await audit(unit, organisation_id, caller.actor, "activated", campaign_id, {"recipients": recipients, "start_date": str(settings.start_date)})
    await replan(unit, organisation_id)
    launched = await campaign(unit, organisation_id, campaign_id)
    estimate = (await estimates(unit, organisation_id, [launched]))[campaign_id]
    return Activation(launched, recipients, estimate.days, estimate.completes_on)


async def pause(unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID, reason: str | None = None) -> Campaign:
    """Let nothing more leave: what waits in the queue is taken back at once; an exchange under way ends by itself."""
    running = await campaign(unit, organisation_id, campaign_id, lock=True)
    check(Action.PAUSE, running.status)
    await hold(unit, organisation_id, running, reason)
    await audit(unit, organisation_id, actor, "paused", campaign_id, {"reason": reason} if reason else None)
    await replan(unit, organisation_id)
    return await campaign(unit, organisation_id, campaign_id)


async def hold(unit: Unit, organisation_id: UUID, running: Campaign, reason: str | None, *, out_of_budget: bool = False) -> None:
    """Close a locked campaign's tap and take back what waits in the queue."""
    zone = await zone_of(unit, organisation_id)
    back = await messages.pause(unit, organisation_id, running.id)
    await limits.add_released(unit, organisation_id, running.id, business_day(unit.at, zone), -back)
    next_at = waking(replace(running, status=Status.PAUSED), zone)
    await queries.set_status(unit, organisation_id, running.id, Status.PAUSED, next_at=next_at, paused_reason=reason, out_of_budget=out_of_budget)


async def resume(unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID) -> Campaign:
    """Let a paused campaign go on where it stood; if its start date is still to come, at that date."""
    paused = await campaign(unit, organisation_id, campaign_id, lock=True)
    check(Action.RESUME, paused.status)
    await _check_room(unit, organisation_id)
    zone = await zone_of(unit, organisation_id)
    today = business_day(unit.at, zone)
    status, next_at = _begin(unit, paused.settings.start_date or today, today, zone)
    await queries.set_status(unit, organisation_id, campaign_id, status, next_at=next_at)
    if status is Status.ACTIVE:
        await messages.resume(unit, organisation_id, campaign_id)
    await audit(unit, organisation_id, actor, "resumed", campaign_id)
    await replan(unit, organisation_id)
    return await campaign(unit, organisation_id, campaign_id)


async def cancel(unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID) -> Campaign:
    """End a campaign: everybody not yet sent to is cancelled, and what is in flight ends with its own outcome.

    Who waited in the queue does not count as released, and no day ahead is planned: the plan tells what came of it.
    """
    running = await campaign(unit, organisation_id, campaign_id, lock=True)
    check(Action.CANCEL, running.status)
    if running.status is Status.ACTIVE:
        await hold(unit, organisation_id, running, None)
    await plan_ends(unit, organisation_id, campaign_id)
    cancelled = await messages.cancel(unit, organisation_id, campaign_id)
    await queries.set_status(unit, organisation_id, campaign_id, Status.CANCELLED, next_at=None)
    await audit(unit, organisation_id, actor, "cancelled", campaign_id, {"recipients_cancelled": cancelled})
    await replan(unit, organisation_id)
    return await campaign(unit, organisation_id, campaign_id)


async def room_for_one(unit: Unit, organisation_id: UUID) -> bool:
    """Say whether one campaign more may be active; until the transaction ends nobody else takes that place."""
    await queries.hold_launches(unit, organisation_id)
    return await queries.count_active(unit, organisation_id) < MOST_ACTIVE


async def _check_room(unit: Unit, organisation_id: UUID) -> None:
    """Refuse one active campaign too many. Launches at once wait for each other. Raises TooManyActive."""
    if not await room_for_one(unit, organisation_id):
        raise TooManyActive


def _begin(unit: Unit, start_date: date, today: date, zone: ZoneInfo) -> tuple[Status, datetime]:
    if start_date > today:
        return Status.SCHEDULED, start_of(start_date, zone)
    return Status.ACTIVE, unit.at
