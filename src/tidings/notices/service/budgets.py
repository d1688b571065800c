"""The month's budget of a kind: counted by a worker, told on Home, and asked before each step of a notice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import first_id_of
from tidings.messages import service as messages
from tidings.notices.queries import kinds as queries
from tidings.notices.types import Budget, Kind, Stops

_LONGEST_MONTH = timedelta(days=32)


def stopped(budget: Budget | None, *, urgent: bool) -> bool:
    """Say whether a budget that is used up stops a notice."""
    return budget is not None and (budget.stops is Stops.ALL or (budget.stops is Stops.NOT_URGENT and not urgent))


async def used_up(unit: Unit, organisation_id: UUID, kinds: Sequence[Kind]) -> set[str]:
    """Return those of some kinds whose budget is used up and stops something: what was counted last, and what was planned since.

    A few messages that are asked for at the same moment may exceed it. Costs nothing for kinds without such a budget, else some statements a kind.
    """
    asking = {each.key: each for each in kinds if stopped(each.settings.budget, urgent=False)}
    found: set[str] = set()
    if not asking:
        return found
    since, _, zone = await _month(unit, organisation_id)
    for key, kind in sorted(asking.items()):
        budget, before = kind.settings.budget, kind.spent
        counted, begins = (before.micros, before.at) if before else (0, since)
        enough = budget is not None and (
            counted >= budget.micros or counted + await _spent(unit, organisation_id, key, begins, zone) >= budget.micros
        )
        if enough:
            found.add(key)
    return found


async def count_budgets(unit: Unit, organisation_id: UUID) -> int:
    """Count what the messages of kinds with a budget cost this month; returns how many kinds."""
    kinds = await queries.with_budget(unit, organisation_id)
    if not kinds:
        return 0
    since, until, zone = await _month(unit, organisation_id)
    spent = {each.key: await _spent(unit, organisation_id, each.key, since, zone) for each in kinds}
    await queries.counted(unit, organisation_id, spent, until)
    now = {each.key: each.alert for each in await queries.with_budget(unit, organisation_id)}
    for each in kinds:
        if now.get(each.key) != each.alert:
            unit.changed(organisation_id, "notice_kind")
    return len(kinds)


async def budgets_near(unit: Unit, organisation_id: UUID) -> Sequence[Kind]:
    """Return the kinds whose month's budget is nearly or wholly used, as last counted, archived ones left out."""
    return [each for each in await queries.with_budget(unit, organisation_id) if each.alert and each.archived_at is None]


async def _spent(unit: Unit, organisation_id: UUID, key: str, since: datetime, zone: str) -> int:
    """Return what a kind's messages that were planned since a moment cost, with what those on their way are to cost."""
    sources = await queries.sources_since(unit, organisation_id, key, first_id_of(since))
    if not sources:
        return 0
    days = await messages.spending_since(unit, organisation_id, sources, since, zone)
    return sum(each.committed + each.spent for each in days.values())


async def _month(unit: Unit, organisation_id: UUID) -> tuple[datetime, datetime, str]:
    """Return when the organisation's present month began and when it ends, and its time zone."""
    zone = (await accounts.organisation(unit, organisation_id)).time_zone
    first = unit.at.astimezone(ZoneInfo(zone)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, (first + _LONGEST_MONTH).replace(day=1), zone
