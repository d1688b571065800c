"""What runs now, and what the month has cost: for who opens the app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.queries import plans, releases
from tidings.campaigns.rules.calendar import business_day
from tidings.campaigns.service.planning import Estimate, estimates
from tidings.campaigns.service.senders import lines_of
from tidings.campaigns.types import Campaign, CampaignFilter, Status
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.messages import service as messages
from tidings.messages.types import Progress, SourceKind, Spending

_LIVE = frozenset({Status.ACTIVE, Status.SCHEDULED, Status.PAUSED})
_MOST = 30
_NOTHING = Spending(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Running:
    """A campaign that is launched and not over, with its business day of today; `sender_id` is None where nothing can send it."""

    campaign: Campaign
    progress: Progress
    estimate: Estimate
    planned_today: int
    released_today: int
    sender_id: UUID | None


@dataclass(frozen=True, slots=True)
class MonthSpent:
    """What the messages of campaigns cost since the month began, in millionths of `currency`; of budgets, those of campaigns that are not over."""

    currency: str
    today: int
    month: int
    committed: int
    unpriced: int
    budgets: int
    reserved: int


async def running(unit: Unit, organisation_id: UUID) -> Sequence[Running]:
    """Return what runs, is scheduled or paused, newest first, thirty at most; a constant number of statements."""
    live = await queries.listed(unit, organisation_id, CampaignFilter(_LIVE), None, _MOST)
    if not live:
        return []
    ids = [each.id for each in live]
    today = business_day(unit.at, ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone))
    progress = await messages.progress(unit, organisation_id, ids)
    when = await estimates(unit, organisation_id, live)
    planned = await plans.planned_on(unit, organisation_id, ids, today)
    released = await limits.released_on(unit, organisation_id, ids, today)
    lines = await lines_of(unit, organisation_id)
    senders = {each.id: lines.sender_of(each) for each in live}
    return [
        Running(
            each, progress[each.id], when[each.id], planned.get(each.id, 0), released[each.id], sender.id if (sender := senders[each.id]) else None
        )
        for each in live
    ]


async def month_spent(unit: Unit, organisation_id: UUID) -> MonthSpent:
    """Return what campaigns and notices cost today and since the month began, in the organisation's days, counted from the ledger."""
    organisation = await accounts.organisation(unit, organisation_id)
    zone = ZoneInfo(organisation.time_zone)
    today = business_day(unit.at, zone)
    since = datetime(today.year, today.month, 1, tzinfo=zone)
    sources = await releases.released_since(unit, organisation_id, since)
    campaigns = await messages.spending_since(unit, organisation_id, sources, since, organisation.time_zone)
    notices = await messages.spending_of_kind_since(unit, organisation_id, SourceKind.NOTICE, since, organisation.time_zone)
    budgeted = [each for each in await queries.live(unit, organisation_id, lock=False) if each.settings.budget is not None]
    return MonthSpent(
        currency=organisation.currency,
        today=sum(each.get(today, _NOTHING).spent for each in (campaigns, notices)),
        month=sum(each.spent for each in [*campaigns.values(), *notices.values()]),
        committed=sum(each.get(None, _NOTHING).committed for each in (campaigns, notices)),
        unpriced=sum(each.unpriced for each in [*campaigns.values(), *notices.values()]),
        budgets=sum(each.settings.budget or 0 for each in budgeted),
        reserved=sum(each.release.reserved for each in budgeted),
    )
