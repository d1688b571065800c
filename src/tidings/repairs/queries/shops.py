"""How a shop works, and its next number."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.repairs.types import Budget, Hours, Shop


async def shop(unit: Unit, organisation_id: UUID) -> tuple[Shop, str] | None:
    """Return how an organisation's shop works, and where its pages are reached; None before it was set up."""
    return await unit.fetch_one(_kept, "SELECT settings, base FROM repair_shops WHERE organisation_id = %(org)s", {"org": organisation_id})


async def put(unit: Unit, organisation_id: UUID, settings: Shop, base: str) -> None:
    """Keep how a shop works, and where its pages are reached."""
    await unit.run(
        "INSERT INTO repair_shops (organisation_id, settings, base, changed_at) VALUES (%(org)s, %(settings)s, %(base)s, %(at)s)"
        " ON CONFLICT (organisation_id) DO UPDATE SET settings = EXCLUDED.settings, base = EXCLUDED.base, changed_at = EXCLUDED.changed_at",
        {"org": organisation_id, "settings": Jsonb(_to(settings)), "base": base, "at": unit.at},
    )


async def reached_at(unit: Unit, organisation_id: UUID, base: str) -> None:
    """Keep where a shop's pages are reached from now on."""
    await unit.run(
        "UPDATE repair_shops SET base = %(base)s WHERE organisation_id = %(org)s AND base <> %(base)s", {"org": organisation_id, "base": base}
    )


async def counted(unit: Unit, organisation_id: UUID, month: date, spent: int) -> None:
    """Keep what the messages of a month cost so far."""
    await unit.run(
        "UPDATE repair_shops SET spent_month = %(month)s, spent = %(spent)s, spent_at = %(at)s WHERE organisation_id = %(org)s",
        {"org": organisation_id, "month": month, "spent": spent, "at": unit.at},
    )


async def budget(unit: Unit, organisation_id: UUID) -> tuple[date, Budget] | None:
    """Return which month was counted last, and its budget; None without one, or before it was counted."""
    return await unit.fetch_one(
        _budget,
        "SELECT spent_month, spent, (settings ->> 'budget')::bigint, spent_at FROM repair_shops WHERE organisation_id = %(org)s"
        " AND spent_month IS NOT NULL AND settings ->> 'budget' IS NOT NULL",
        {"org": organisation_id},
    )


async def hold(unit: Unit, organisation_id: UUID) -> None:
    """Hold the shop until the unit ends, so that its tickets are opened one after the other."""
    await unit.run("SELECT FROM repair_shops WHERE organisation_id = %(org)s FOR UPDATE", {"org": organisation_id})


async def take_number(unit: Unit, organisation_id: UUID) -> int | None:
    """Return the next number of a ticket; the shop is held until the unit ends, so none is given twice. None before the shop was set up."""
    return await unit.value(
        "UPDATE repair_shops SET last_number = last_number + 1 WHERE organisation_id = %(org)s RETURNING last_number", {"org": organisation_id}
    )


def _to(shop: Shop) -> dict[str, Any]:
    return {
        "hours": [[each.weekday, _minutes(each.opens), _minutes(each.closes)] for each in shop.hours],
        "pickup_days": list(shop.pickup_days),
        "payment_days": list(shop.payment_days),
        "budget": shop.budget,
        "emoji": shop.emoji,
        "appointment_hours": shop.appointment_hours,
    }


def _from(kept: Mapping[str, Any]) -> Shop:
    hours = [Hours(day, time(*divmod(opens, 60)), time(*divmod(closes, 60))) for day, opens, closes in kept["hours"]]
    return Shop(hours, kept["pickup_days"], kept["payment_days"], kept["budget"], kept["emoji"], kept["appointment_hours"])


def _kept(settings: Mapping[str, Any], base: str) -> tuple[Shop, str]:
    return _from(settings), base


def _budget(month: date, spent: int, budget: int, at: datetime) -> tuple[date, Budget]:
    return month, Budget(spent, budget, at)


def _minutes(clock: time) -> int:
    """Return a time of day in minutes since midnight, as it is kept."""
    return clock.hour * 60 + clock.minute
