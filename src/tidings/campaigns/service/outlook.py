"""When a recipient's turn comes, and what keeps it from coming now."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.campaigns.rules import pace
from tidings.campaigns.rules.calendar import business_day, is_open, next_opening, start_of
from tidings.campaigns.service.failing import failing_of
from tidings.campaigns.service.planning import outline
from tidings.campaigns.service.records import campaign
from tidings.campaigns.service.senders import lines_of
from tidings.campaigns.types import Campaign, Status
from tidings.channels.types import Sender
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.messages import service as messages
from tidings.messages.types import Key, Outlook, Pause, Wait, WaitCode

_MOST_CHANGES = 200
_PAUSES = {"campaign.paused": False, "campaign.resumed": True}
_NOT_LAUNCHED = {Status.DRAFT, Status.IN_REVIEW}


async def outlook(unit: Unit, organisation_id: UUID, key: Key) -> Outlook:
    """Return what holds a planned recipient back, and on which day of the present plan they are reached.

    It is what holds now: limits, people refused on the way and other campaigns may change it. A campaign that does not run
    has no day. Raises CampaignNotFound.
    """
    found = await campaign(unit, organisation_id, key.source_id)
    zone = ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)
    sender = (await lines_of(unit, organisation_id)).sender_of(found)
    waits = await waits_of(unit, organisation_id, found)
    ahead = await messages.ahead_of(unit, organisation_id, key, found.release.after)
    runs = found.status in {Status.ACTIVE, Status.SCHEDULED}
    expected_on = await _day(unit, organisation_id, found, business_day(unit.at, zone), ahead) if runs else None
    return Outlook(waits, ahead, expected_on, sender.id if sender else None)


async def waits_of(unit: Unit, organisation_id: UUID, found: Campaign) -> list[Wait]:
    """Return what holds a campaign's planned people back, whoever they are; nothing but their turn if it is empty."""
    organisation = await accounts.organisation(unit, organisation_id)
    zone = ZoneInfo(organisation.time_zone)
    lines = await lines_of(unit, organisation_id)
    sender = lines.sender_of(found)
    waits = [*_of_status(found, zone), *messages.in_the_way(organisation, sender, unit.at)]
    if found.status is Status.ACTIVE:
        if fails := await failing_of(unit, organisation_id, found.id):
            waits.append(Wait(WaitCode.RELEASE_FAILING, fails.until))
        waits += await _of_limits(unit, organisation_id, found, zone)
        waits += await _of_tier(unit, organisation_id, sender, lines.tier(lines.portfolio_of(found)))
    return waits or [Wait(WaitCode.OTHERS_FIRST)]


async def pauses(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> list[Pause]:
    """Return when a campaign was paused, by whom or whatever, and when it went on, oldest first."""
    entries = (await accounts.audit_trail(unit, organisation_id, subject=f"campaign:{campaign_id}", limit=_MOST_CHANGES)).rows
    changed = [each for each in reversed(entries) if each.action in _PAUSES]
    return [Pause(each.at, _PAUSES[each.action], each.detail.get("reason")) for each in changed]


def _of_status(found: Campaign, zone: ZoneInfo) -> list[Wait]:
    if found.status in _NOT_LAUNCHED:
        return [Wait(WaitCode.CAMPAIGN_NOT_LAUNCHED)]
    if found.status is Status.SCHEDULED:
        starts = found.settings.start_date
        return [Wait(WaitCode.CAMPAIGN_NOT_STARTED, None if starts is None else start_of(starts, zone))]
    if found.status is Status.PAUSED:
        return [Wait(WaitCode.CAMPAIGN_PAUSED, detail=found.paused_reason)]
    return []


async def _of_limits(unit: Unit, organisation_id: UUID, found: Campaign, zone: ZoneInfo) -> list[Wait]:
    waits: list[Wait] = []
    today, hours = business_day(unit.at, zone), found.settings.hours
    if not is_open(unit.at, hours, zone):
        waits.append(Wait(WaitCode.OUTSIDE_HOURS, pace.opening(unit.at, hours, zone)))
    released = await limits.released_on(unit, organisation_id, [found.id], today)
    if released[found.id] >= found.settings.daily_send_limit:
        waits.append(Wait(WaitCode.DAILY_LIMIT_REACHED, next_opening(today, hours, zone)))
    return waits


async def _of_tier(unit: Unit, organisation_id: UUID, sender: Sender | None, tier: int | None) -> list[Wait]:
    """Say that the portfolio is full; whoever is counted already, or wrote within a day, goes all the same when their turn comes."""
    if sender is None or sender.portfolio_id is None or tier is None:
        return []
    falling = await limits.people_falling_out(unit, organisation_id, sender.portfolio_id)
    if sum(each.people for each in falling) < tier:
        return []
    return [Wait(WaitCode.TIER_USED_UP, pace.frees_at(unit.at, [each.at for each in falling]))]


async def _day(unit: Unit, organisation_id: UUID, found: Campaign, today: date, ahead: int) -> date | None:
    """Walk the plan's days until those who come before have left."""
    for each in (await outline(unit, organisation_id, found)).days:
        if each.day >= today:
            ahead -= max(each.planned - each.released, 0)
            if ahead < 0:
                return each.day
    return None
