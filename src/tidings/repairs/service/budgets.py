"""The month's budget for messages: counted by a worker, so that Home can tell of it by one row."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.repairs.queries import shops
from tidings.repairs.rules.figures import alert, budget_used
from tidings.repairs.service.showing import figures
from tidings.repairs.types import Budget


async def count_budget(unit: Unit, organisation_id: UUID) -> int:
    """Count what the messages of a shop cost this month, if it has a budget; returns how many shops were counted: one or none."""
    kept = await shops.shop(unit, organisation_id)
    if kept is None or kept[0].budget is None:
        return 0
    before = await budget_near(unit, organisation_id)
    today = await _today(unit, organisation_id)
    spent = (await figures(unit, organisation_id, today, today)).month_micros
    await shops.counted(unit, organisation_id, today.replace(day=1), spent)
    if (before is None) is (alert(budget_used(spent, kept[0].budget)) is not None):
        unit.changed(organisation_id, "repair_shop")
    return 1


async def budget_near(unit: Unit, organisation_id: UUID) -> Budget | None:
    """Return this month's budget if it is nearly or wholly used, as last counted."""
    found = await shops.budget(unit, organisation_id)
    if found is None:
        return None
    month, budget = found
    return budget if month == (await _today(unit, organisation_id)).replace(day=1) and alert(budget_used(budget.spent, budget.budget)) else None


async def _today(unit: Unit, organisation_id: UUID) -> date:
    return unit.at.astimezone(ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)).date()
