"""Budgets (SPEC D9): people are released only while what is spent, committed and asked for next fits; then the campaign pauses by itself.

What is reserved stands on the campaign, which the release step holds, so that two workers never spend the same money. It only grows
with what is released, and is counted anew from the ledger when it seems used up, and each minute at least: what did not leave, or cost
less or more than the lists say, is in it from then on.
"""

from datetime import timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.queries import budgets as queries
from tidings.campaigns.rules.money import THRESHOLDS, reached, used_up_words
from tidings.campaigns.service.records import audit
from tidings.campaigns.types import Budget, Campaign, Spent
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.messages import service as messages
from tidings.messages.types import Purse, Released

_ACTOR = "system:release"
_COUNT_EVERY = timedelta(minutes=1)


async def purse_of(unit: Unit, organisation_id: UUID, campaign: Campaign) -> Purse | None:
    """Return what a locked campaign may still spend; None, and no statement, where it has no budget."""
    settings = campaign.settings
    if settings.budget is None:
        return None
    reserved, counted_at = campaign.release.reserved, campaign.release.counted_at
    if counted_at is None or unit.at - counted_at >= _COUNT_EVERY or reserved >= settings.budget:
        reserved = await _count(unit, organisation_id, campaign)
    return Purse(settings.budget - reserved, settings.accept_unknown_prices)


async def settle(unit: Unit, organisation_id: UUID, campaign: Campaign, purse: Purse, released: Released) -> str | None:
    """Write down what a release took, tell of thresholds, and return why the campaign can go no further, None if it can.

    It can while somebody of it is still on the way: what they don't cost comes back.
    """
    budget = campaign.settings.budget or 0
    reserved = budget - purse.left + released.cost
    await queries.reserve(unit, organisation_id, campaign.id, reserved)
    if released.unaffordable is not None:
        reserved = await _count(unit, organisation_id, campaign)
    at = THRESHOLDS[-1] if released.unaffordable is not None else reached(reserved, budget)
    await _tell(unit, organisation_id, campaign, at, reserved)
    if released.unaffordable is None or await messages.waiting(unit, organisation_id, campaign.id):
        return None
    currency = (await accounts.organisation(unit, organisation_id)).currency
    return used_up_words(budget, reserved, released.unaffordable, currency)


async def budget_of(unit: Unit, organisation_id: UUID, campaign: Campaign) -> Budget | None:
    """Return how a campaign's budget stands, counted from the ledger; None, and no statement, where it has none."""
    amount = campaign.settings.budget
    if amount is None:
        return None
    spending = await messages.spending(unit, organisation_id, campaign.id)
    currency = (await accounts.organisation(unit, organisation_id)).currency
    planned = campaign.release.forecast
    return Budget(amount, currency, planned, spending.committed, spending.spent, spending.estimated, spending.unpriced)


async def spent_by(unit: Unit, organisation_id: UUID, campaign: Campaign) -> Spent:
    """Return what a campaign has cost, with a budget or without, counted from the ledger."""
    currency = (await accounts.organisation(unit, organisation_id)).currency
    return Spent(currency, *await messages.spending_with_days(unit, organisation_id, campaign.id))


async def _count(unit: Unit, organisation_id: UUID, campaign: Campaign) -> int:
    spending = await messages.spending(unit, organisation_id, campaign.id)
    reserved = spending.committed + spending.spent
    await queries.counted(unit, organisation_id, campaign.id, reserved)
    return reserved


async def _tell(unit: Unit, organisation_id: UUID, campaign: Campaign, at: int, reserved: int) -> None:
    """Tell once of each threshold; after the budget was changed they are told anew."""
    if at <= campaign.release.told:
        return
    await queries.told(unit, organisation_id, campaign.id, at)
    detail = {"per_cent": at, "reserved_micros": reserved, "budget_micros": campaign.settings.budget}
    await audit(unit, organisation_id, _ACTOR, "budget_reached", campaign.id, detail)
    unit.happened(Happened("campaign.budget_reached", organisation_id, {"campaign_id": str(campaign.id), **detail}))


async def changed(unit: Unit, organisation_id: UUID, campaign: Campaign) -> None:
    """Take up that a campaign's budget was changed: it is counted anew, and its thresholds are told anew."""
    spending = await messages.spending(unit, organisation_id, campaign.id)
    now = reached(spending.committed + spending.spent, campaign.settings.budget) if campaign.settings.budget else 0
    await queries.counted(unit, organisation_id, campaign.id, spending.committed + spending.spent)
    await queries.told(unit, organisation_id, campaign.id, now)
