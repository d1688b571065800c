"""The release step: people whose turn it is go to the ledger's queue, as limits, hours and priorities allow.

One step is one transaction for one organisation, because its campaigns share limits. It takes at most one batch of each
campaign and leaves on each the moment of the next look. Locks are taken in one order: campaigns, portfolio, ledger.
A campaign whose turn fails is undone alone and rests; where the whole step fails, the organisation does (`failing`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from tidings.accounts import service as accounts
from tidings.campaigns.errors import ReleaseFails
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.queries import failures, releases
from tidings.campaigns.queries.releases import Look
from tidings.campaigns.rules import pace
from tidings.campaigns.rules.calendar import business_day, is_open, window
from tidings.campaigns.rules.failing import failed_again
from tidings.campaigns.rules.share import Bid, share
from tidings.campaigns.service.budgets import purse_of, settle
from tidings.campaigns.service.endings import check_ended, turn_of_day
from tidings.campaigns.service.failing import settle_failures
from tidings.campaigns.service.planning import overdue, replan
from tidings.campaigns.service.records import audit
from tidings.campaigns.service.senders import Lines, lines_of
from tidings.campaigns.service.signals import heed
from tidings.campaigns.service.steering import hold
from tidings.campaigns.types import Campaign, Failing, ReleaseReport, Status
from tidings.channels.types import Sender
from tidings.channels.types import Status as SenderStatus
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError
from tidings.limits import service as limits
from tidings.messages import service as messages
from tidings.messages.types import Released, ReleaseOrder

_ACTOR = "system:release"
_ORGANISATIONS = 16
_MOST_STEPS = 1_000
_log = structlog.get_logger(__name__)


async def take_turn(unit: Unit) -> UUID | None:
    """Return the organisation that waits longest, that does not rest and that no other worker serves, and hold its turn (engine role)."""
    for organisation_id in await releases.due_organisations(unit, _ORGANISATIONS):
        if await releases.take_turn(unit, organisation_id):
            return organisation_id
    return None


async def release_step(unit: Unit, organisation_id: UUID) -> ReleaseReport:
    """Do one step for an organisation whose turn the unit holds (engine role)."""
    return await _step(unit, organisation_id, all_of_them=False)


async def release_due(unit: Unit) -> ReleaseReport:
    """Do one step for the organisation whose turn it is, if there is one (engine role)."""
    organisation_id = await take_turn(unit)
    return ReleaseReport() if organisation_id is None else await release_step(unit, organisation_id)


async def next_due(unit: Unit) -> datetime | None:
    """Return when the release step has something to do next, over all organisations (engine role)."""
    return await releases.next_due(unit)


async def process_daily(unit: Unit, organisation_id: UUID) -> ReleaseReport:
    """Release at once all that may be released now; done twice, the second time finds nothing left to do. Raises ReleaseFails."""
    try:
        return await _until_done(unit, organisation_id)
    except TidingsError:
        raise
    except Exception as error:
        await _log.aexception("release_failed", organisation=str(organisation_id))
        raise ReleaseFails(type(error).__name__) from error


async def _until_done(unit: Unit, organisation_id: UUID) -> ReleaseReport:
    total = await _step(unit, organisation_id, all_of_them=True)
    for _ in range(_MOST_STEPS):
        more = await _step(unit, organisation_id, all_of_them=True)
        if not more.released and not more.refused:
            break
        total = replace(total.plus(more), campaigns=total.campaigns)
    return total


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all campaigns of a step have in common. `released` counts today, by campaign; `failed` is what could not be done last time."""

    organisation_id: UUID
    at: datetime
    zone: ZoneInfo
    today: date
    stopped: bool
    lines: Lines
    released: dict[UUID, int]
    failed: Mapping[UUID, Failing]
    signalled: Collection[UUID]

    def resting(self, campaign: Campaign) -> bool:
        """Say whether the campaign failed a moment ago and is left alone, unless something happened to it since."""
        before = self.failed.get(campaign.id)
        return before is not None and before.until > self.at and campaign.id not in self.signalled

    def rest(self, campaign: Campaign) -> int:
        """Return how many more people the campaign may reach today."""
        return campaign.settings.daily_send_limit - self.released[campaign.id]

    def ready(self, campaign: Campaign) -> bool:
        """Say whether people of the campaign could leave now, if limits allow."""
        may = not campaign.release.all_released and self.rest(campaign) > 0 and is_open(self.at, campaign.settings.hours, self.zone)
        return may and not self.resting(campaign)


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one campaign's turn came to: when to look again, what was released, if it came to that, why it must pause, and how it failed."""

    campaign: Campaign
    next_at: datetime
    released: Released | None = None
    all_released: bool = False
    spent_out: str | None = None
    failed: Failing | None = None

    def look(self, zone: ZoneInfo) -> Look:
        """Return what to leave on the campaign."""
        after = self.released.after if self.released else self.campaign.release.after
        next_at = pace.no_later_than_the_end(self.next_at, self.campaign, zone)
        did = self.released is not None and self.released.queued > 0
        return Look(self.campaign.id, None if self.all_released else after, next_at, self.all_released, did)


async def _step(unit: Unit, organisation_id: UUID, *, all_of_them: bool) -> ReleaseReport:
    await queries.live(unit, organisation_id, lock=True)
    signalled = await heed(unit, organisation_id)
    scene = await _scene(unit, organisation_id, signalled)
    turned = await turn_of_day(unit, organisation_id, scene.zone)
    live = await _within_hours(unit, scene)
    active = [each for each in live if each.status is Status.ACTIVE]
    scene.released.update(await limits.released_on(unit, organisation_id, [each.id for each in active], scene.today))
    resting = {each.id for each in active if scene.resting(each)}
    due = {each.id for each in active if all_of_them or each.id in signalled or _is_due(each, unit.at)} - resting
    turns: list[_Turn] = []
    # In the order of priority over all channels: the first to be released is the one that a person's frequency cap lets through.
    first_things_first = sorted(active, key=lambda each: (each.settings.priority, each.id))
    for portfolio_id, members in scene.lines.groups(first_things_first):
        if not due.isdisjoint(each.id for each in members):
            turns += await _release_group(unit, scene, portfolio_id, members, due)
    asleep = [each for each in live if each.status is not Status.ACTIVE and _is_due(each, unit.at)]
    broke = [turn for turn in turns if turn.spent_out is not None]
    looks = [Look(each.id, None, pace.waking(each, scene.zone)) for each in asleep]
    looks += [_left_alone(scene, each) for each in active if each.id in resting and _is_due(each, unit.at)]
    completed = await _write(unit, scene, turns, looks)
    failed = {turn.campaign.id: turn.failed for turn in turns if turn.failed}
    released = {turn.campaign.id for turn in turns if turn.released}
    await settle_failures(unit, organisation_id, scene.failed, failed, {each.id for each in active} - released)
    for turn in broke:
        await hold(unit, organisation_id, turn.campaign, turn.spent_out, out_of_budget=True)
        await audit(unit, organisation_id, _ACTOR, "paused", turn.campaign.id, {"reason": turn.spent_out})
    if turned or completed or broke or any(overdue(each.release.planned_on, scene.today) for each in active):
        await replan(unit, organisation_id)
    done = [turn.released for turn in turns if turn.released]
    failing = len(failed) + len(resting)
    return ReleaseReport(len(due), sum(each.queued for each in done), sum(each.refused for each in done), completed, failing)


async def _within_hours(unit: Unit, scene: _Scene) -> list[Campaign]:
    """Return the live campaigns; what active ones left in the queue when their hours were over is planned again, to leave in the next ones."""
    live = await queries.live(unit, scene.organisation_id, lock=True)
    closings = {each.id: pace.closes_at(scene.at, each.settings.hours, scene.zone) for each in live if each.status is Status.ACTIVE}
    left_over = await messages.keep_hours(unit, scene.organisation_id, closings)
    if not left_over:
        return live
    for each in left_over:
        await limits.add_released(unit, scene.organisation_id, each.source_id, business_day(each.closed_at, scene.zone), -each.messages)
    await releases.wake(unit, scene.organisation_id, [each.source_id for each in left_over])
    return await queries.live(unit, scene.organisation_id, lock=True)


async def _scene(unit: Unit, organisation_id: UUID, signalled: Collection[UUID]) -> _Scene:
    organisation = await accounts.organisation(unit, organisation_id)
    zone = ZoneInfo(organisation.time_zone)
    stopped = organisation.stopped_at is not None
    failed = await failures.known(unit, organisation_id)
    lines = await lines_of(unit, organisation_id)
    return _Scene(organisation_id, unit.at, zone, business_day(unit.at, zone), stopped, lines, {}, failed, signalled)


def _is_due(campaign: Campaign, at: datetime) -> bool:
    return campaign.release.next_at is not None and campaign.release.next_at <= at


async def _release_group(unit: Unit, scene: _Scene, portfolio_id: UUID | None, members: Sequence[Campaign], due: Collection[UUID]) -> list[_Turn]:
    """Give each due campaign of a group its turn; those not due keep their part of what is shared."""
    ready = [] if scene.stopped else [each for each in members if scene.ready(each)]
    tier = scene.lines.tier(portfolio_id)
    room, freed = None, None
    if portfolio_id is not None and tier is not None and ready:
        room = await limits.people_room(unit, scene.organisation_id, portfolio_id, tier)
        falling = await limits.people_falling_out(unit, scene.organisation_id, portfolio_id)
        freed = pace.frees_at(scene.at, [each.at for each in falling])
    bids = [Bid(each.id, each.settings.priority, scene.rest(each), scene.released[each.id]) for each in ready]
    shares = share(room, bids)
    turns: list[_Turn] = []
    for campaign in members:
        if campaign.id not in due:
            continue
        if campaign.id not in shares:
            turns.append(_wait(scene, campaign))
        elif shares[campaign.id] == 0:
            turns.append(_Turn(campaign, pace.room_at(scene.at, freed, campaign.settings.hours, scene.zone)))
        else:
            turns.append(await _turn_alone(unit, scene, campaign, None if room is None else shares[campaign.id]))
    return turns


async def _turn_alone(unit: Unit, scene: _Scene, campaign: Campaign, room: int | None) -> _Turn:
    """Give a campaign its turn; whatever goes wrong undoes this turn and no other, and the campaign rests."""
    try:
        async with unit.part():
            return await _release_one(unit, scene, campaign, room)
    except Exception as error:  # noqa: BLE001 - one campaign's trouble, whatever it is, is not the others'
        await _log.aexception("release_failed", organisation=str(scene.organisation_id), campaign=str(campaign.id))
        failed = failed_again(scene.failed.get(campaign.id), campaign.id, type(error).__name__, scene.at)
        return _Turn(campaign, failed.until, failed=failed)


def _left_alone(scene: _Scene, campaign: Campaign) -> Look:
    """Return the look at a campaign that was woken while it rests."""
    before = campaign.release
    return Look(campaign.id, before.after, scene.failed[campaign.id].until, before.all_released)


def _wait(scene: _Scene, campaign: Campaign) -> _Turn:
    """Return the turn of a campaign of which nobody can leave now."""
    hours = campaign.settings.hours
    if campaign.release.all_released or scene.stopped:
        return _Turn(campaign, scene.at + pace.IN_CASE, all_released=campaign.release.all_released)
    opens = pace.opening(scene.at, hours, scene.zone)
    if opens <= scene.at:
        opens = pace.next_opening(scene.today, hours, scene.zone)
    return _Turn(campaign, opens)


async def _release_one(unit: Unit, scene: _Scene, campaign: Campaign, room: int | None) -> _Turn:
    sender = scene.lines.sender_of(campaign)
    if sender is None or sender.status is not SenderStatus.OPEN:
        return _Turn(campaign, scene.at + pace.LATER)
    waiting = await messages.waiting(unit, scene.organisation_id, campaign.id)
    most = min(scene.rest(campaign), _queue_room(scene, campaign, sender, waiting))
    if most == 0:
        return _Turn(campaign, scene.at + (pace.SOON if waiting >= pace.SHALLOW else pace.LATER))
    purse = await purse_of(unit, scene.organisation_id, campaign)
    order = ReleaseOrder(campaign.id, sender, campaign.release.after, most, room, purse)
    released = await messages.release(unit, scene.organisation_id, order)
    await limits.add_released(unit, scene.organisation_id, campaign.id, scene.today, released.queued)
    unit.changed(scene.organisation_id, "release", campaign.id)
    if purse is not None:
        spent_out = await settle(unit, scene.organisation_id, campaign, purse, released)
        if released.unaffordable is not None:
            return _Turn(campaign, scene.at + pace.LATER, released, spent_out=spent_out)
    if released.queued or released.refused or released.put_off or released.exhausted:
        return _Turn(campaign, scene.at, released, all_released=released.exhausted)
    return _Turn(campaign, max(released.held_until or scene.at + pace.LATER, scene.at + pace.SOON), released)


def _queue_room(scene: _Scene, campaign: Campaign, sender: Sender, waiting: int) -> int:
    hours = window(scene.today, campaign.settings.hours, scene.zone)
    if hours is None:
        return 0
    return pace.fits_in_queue(waiting, sender.most_an_hour, scene.at, hours[1])


async def _write(unit: Unit, scene: _Scene, turns: Sequence[_Turn], looks: list[Look]) -> int:
    """Leave the next looks, complete what is done, and return how many campaigns were completed."""
    ended = await check_ended(unit, scene.organisation_id, [turn.campaign for turn in turns if turn.all_released])
    for turn in turns:
        if turn.campaign.id in ended.unfinished:
            # People came back to the plan behind the cursor, or were put off: start over when the first of them may leave.
            again = max(ended.unfinished[turn.campaign.id] or scene.at, scene.at + pace.SOON)
            next_at = pace.no_later_than_the_end(again, turn.campaign, scene.zone)
            looks.append(Look(turn.campaign.id, None, next_at, all_released=False, released=turn.look(scene.zone).released))
        elif turn.all_released:
            looks.append(replace(turn.look(scene.zone), next_at=scene.at + pace.IN_CASE))
        else:
            looks.append(turn.look(scene.zone))
    if looks:
        await releases.write_looks(unit, scene.organisation_id, looks)
    await ended.complete(unit, scene.organisation_id)
    return len(ended.done)
