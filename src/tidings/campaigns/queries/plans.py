"""The plan by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tidings.infra.db.unit import Unit


@dataclass(frozen=True, slots=True)
class DayRow:
    """A planned day of a campaign."""

    campaign_id: UUID
    day: date
    planned: int


async def replace_days(unit: Unit, organisation_id: UUID, campaign_ids: Sequence[UUID], since: date, rows: Sequence[DayRow]) -> None:
    """Replace the plan of campaigns from a day on; days before it stay as they were."""
    params = {
        "org": organisation_id,
        "ids": list(campaign_ids),
        "since": since,
        "campaigns": [row.campaign_id for row in rows],
        "days": [row.day for row in rows],
        "planned": [row.planned for row in rows],
    }
    await unit.run("DELETE FROM campaign_days WHERE organisation_id = %(org)s AND campaign_id = ANY(%(ids)s) AND day >= %(since)s", params)
    await unit.run(
        "INSERT INTO campaign_days (organisation_id, campaign_id, day, planned)"
        " SELECT %(org)s, v.* FROM unnest(%(campaigns)s::uuid[], %(days)s::date[], %(planned)s::integer[]) AS v",
        params,
    )


async def write_estimates(unit: Unit, organisation_id: UUID, estimates: Mapping[UUID, date | None], planned_on: date) -> None:
    """Write when campaigns are expected to have released everybody, and the business day of that plan."""
    await unit.run(
        "UPDATE campaigns c SET estimated_completion_date = v.ends, planned_on = %(today)s"
        " FROM unnest(%(ids)s::uuid[], %(ends)s::date[]) AS v (id, ends) WHERE c.organisation_id = %(org)s AND c.id = v.id",
        {"org": organisation_id, "today": planned_on, "ids": list(estimates), "ends": list(estimates.values())},
    )


async def days(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> list[DayRow]:
    """Return the planned days of a campaign in order."""
    return await unit.fetch(
        DayRow,
        "SELECT campaign_id, day, planned FROM campaign_days WHERE organisation_id = %(org)s AND campaign_id = %(id)s ORDER BY day",
        {"org": organisation_id, "id": campaign_id},
    )


async def planned_on(unit: Unit, organisation_id: UUID, campaign_ids: Sequence[UUID], day: date) -> dict[UUID, int]:
    """Return how many people each campaign plans for a day; without a row it plans none."""
    rows = await unit.fetch(
        _planned,
        "SELECT campaign_id, planned FROM campaign_days WHERE organisation_id = %(org)s AND campaign_id = ANY(%(ids)s) AND day = %(day)s",
        {"org": organisation_id, "ids": list(campaign_ids), "day": day},
    )
    return dict(rows)


async def first_days(unit: Unit, organisation_id: UUID, campaign_ids: Sequence[UUID]) -> dict[UUID, date]:
    """Return the first planned day of each campaign that has one."""
    rows = await unit.fetch(
        _first_day,
        "SELECT campaign_id, min(day) FROM campaign_days WHERE organisation_id = %(org)s AND campaign_id = ANY(%(ids)s) GROUP BY campaign_id",
        {"org": organisation_id, "ids": list(campaign_ids)},
    )
    return dict(rows)


def _planned(campaign_id: UUID, people: int) -> tuple[UUID, int]:
    return campaign_id, people


def _first_day(campaign_id: UUID, day: date) -> tuple[UUID, date]:
    return campaign_id, day
