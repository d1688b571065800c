"""Campaigns and what people set about them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import func, select

from tidings.campaigns.tables import CAMPAIGNS
from tidings.campaigns.types import (
    LIVE,
    Campaign,
    CampaignFilter,
    CampaignType,
    Hours,
    ReleaseState,
    Settings,
    Status,
)
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose

_LIVE = [status.value for status in LIVE]
_COLUMNS = ", ".join(column.name for column in CAMPAIGNS.columns if column.name != "organisation_id")
_SETTINGS = (
    "name = %(name)s, template_name = %(template_name)s, description = %(description)s, type = %(type)s, objective = %(objective)s,"
    " sender_id = %(sender_id)s, daily_send_limit = %(daily_send_limit)s, priority = %(priority)s, target_audience = %(target_audience)s,"
    " each_person = %(each_person)s, start_date = %(start_date)s, end_date = %(end_date)s,"
    " hours_from = %(hours_from)s, hours_to = %(hours_to)s, quiet_days = %(quiet_days)s,"
    " own_time = %(own_time)s, budget = %(budget)s, accept_unknown_prices = %(accept_unknown_prices)s,"
    " programme = %(programme)s"
)


async def insert(unit: Unit, organisation_id: UUID, campaign: Campaign) -> None:
    """Enter a campaign."""
    await unit.run(
        "INSERT INTO campaigns (organisation_id, id, name, template_name, description, type, objective, sender_id, daily_send_limit, priority,"
        " target_audience, each_person, start_date, end_date, hours_from, hours_to, quiet_days, own_time, budget,"
        " accept_unknown_prices, programme, channel, purpose, status,"
        " created_by, created_at, updated_at) VALUES (%(org)s, %(id)s, %(name)s, %(template_name)s, %(description)s, %(type)s, %(objective)s,"
        " %(sender_id)s, %(daily_send_limit)s, %(priority)s, %(target_audience)s, %(each_person)s, %(start_date)s, %(end_date)s,"
        " %(hours_from)s, %(hours_to)s, %(quiet_days)s, %(own_time)s, %(budget)s, %(accept_unknown_prices)s, %(programme)s,"
        " %(channel)s, %(purpose)s, %(status)s,"
        " %(actor)s, %(at)s, %(at)s)",
        {
            **_settings_values(campaign.settings),
            "org": organisation_id,
            "id": campaign.id,
            "channel": campaign.channel,
            "purpose": campaign.purpose,
            "status": campaign.status,
            "actor": campaign.created_by,
            "at": campaign.created_at,
        },
    )


async def update_settings(unit: Unit, organisation_id: UUID, campaign: Campaign) -> None:
    """Write a campaign's settings, its channel and purpose, and count the version up."""
    await unit.run(
        f"UPDATE campaigns SET {_SETTINGS}, channel = %(channel)s, purpose = %(purpose)s, updated_at = %(at)s, version = version + 1"
        " WHERE organisation_id = %(org)s AND id = %(id)s",
        {
            **_settings_values(campaign.settings),
            "org": organisation_id,
            "id": campaign.id,
            "channel": campaign.channel,
            "purpose": campaign.purpose,
            "at": unit.at,
        },
    )


async def delete(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> None:
    """Remove a campaign that was never activated."""
    await unit.run("DELETE FROM campaigns WHERE organisation_id = %(org)s AND id = %(id)s", {"org": organisation_id, "id": campaign_id})


async def get(unit: Unit, organisation_id: UUID, campaign_id: UUID, *, lock: bool = False) -> Campaign | None:
    """Return a campaign, locked until the transaction ends if asked."""
    return await unit.fetch_one(
        _campaign,
        f"SELECT {_COLUMNS} FROM campaigns WHERE organisation_id = %(org)s AND id = %(id)s" + (" FOR UPDATE" if lock else ""),
        {"org": organisation_id, "id": campaign_id},
    )


async def live(unit: Unit, organisation_id: UUID, *, lock: bool) -> list[Campaign]:
    """Return the campaigns that are activated and not ended, in the order of their ids."""
    return await unit.fetch(
        _campaign,
        f"SELECT {_COLUMNS} FROM campaigns WHERE organisation_id = %(org)s AND status = ANY(%(live)s) ORDER BY id" + (" FOR UPDATE" if lock else ""),
        {"org": organisation_id, "live": _LIVE},
    )


async def listed(unit: Unit, organisation_id: UUID, wanted: CampaignFilter, before: UUID | None, limit: int) -> list[Campaign]:
    """Return campaigns that pass a filter, newest first."""
    table = CAMPAIGNS.columns
    statement = select(*(column for column in table if column.name != "organisation_id")).where(table.organisation_id == organisation_id)
    if wanted.statuses:
        statement = statement.where(table.status.in_([status.value for status in wanted.statuses]))
    if wanted.channel is not None:
        statement = statement.where(table.channel == wanted.channel.value)
    if wanted.search is not None:
        statement = statement.where(func.strpos(func.folded(table.name), func.folded(wanted.search)) > 0)
    if wanted.segment:
        statement = statement.where(func.lower(func.btrim(table.target_audience.op("->>")("segment"))).in_(sorted(wanted.segment)))
    if before is not None:
        statement = statement.where(table.id < before)
    return await unit.select(_campaign, statement.order_by(table.id.desc()).limit(limit))


async def touch(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> None:
    """Note that a campaign has changed."""
    await unit.run(
        "UPDATE campaigns SET updated_at = %(at)s, version = version + 1 WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": campaign_id, "at": unit.at},
    )


async def hold_launches(unit: Unit, organisation_id: UUID) -> None:
    """Let nobody else of the organisation launch or resume a campaign until this transaction ends: two who count at once would both find room.

    Rows can't do it: drafts that become active are not among those that anybody counts and could lock.
    """
    await unit.run("SELECT pg_advisory_xact_lock(hashtextextended('launches ' || %(org)s::text, 0))", {"org": organisation_id})


async def count_active(unit: Unit, organisation_id: UUID) -> int:
    """Count the campaigns that send or will at their start date."""
    return await unit.value(
        "SELECT count(*) FROM campaigns WHERE organisation_id = %(org)s AND status IN ('scheduled', 'active')", {"org": organisation_id}
    )


async def set_status(
    unit: Unit,
    organisation_id: UUID,
    campaign_id: UUID,
    status: Status,
    *,
    next_at: datetime | None,
    paused_reason: str | None = None,
    start_date: date | None = None,
    all_released: bool = False,
    out_of_budget: bool = False,
) -> None:
    """Move a campaign to a status; `next_at` is when the release step looks at it next.

    The cursor starts anew, because a pause takes messages back from the queue behind it.
    """
    await unit.run(
        "UPDATE campaigns SET status = %(status)s, next_release_at = %(next)s, paused_reason = %(reason)s, release_after = NULL,"
        " all_released = %(all_released)s, out_of_budget = %(out_of_budget)s,"
        " start_date = coalesce(%(start)s, start_date), updated_at = %(at)s, version = version + 1,"
        " activated_at = CASE WHEN %(status)s IN ('active', 'scheduled') THEN coalesce(activated_at, %(at)s) ELSE activated_at END,"
        " completed_at = CASE WHEN %(status)s IN ('completed', 'cancelled') THEN %(at)s ELSE completed_at END"
        " WHERE organisation_id = %(org)s AND id = %(id)s",
        {
            "org": organisation_id,
            "id": campaign_id,
            "status": status.value,
            "next": next_at,
            "reason": paused_reason,
            "start": start_date,
            "all_released": all_released,
            "out_of_budget": out_of_budget,
            "at": unit.at,
        },
    )


def _settings_values(settings: Settings) -> dict[str, Any]:
    audience = settings.target_audience
    return {
        "name": settings.name,
        "template_name": settings.template_name,
        "description": settings.description,
        "type": settings.type.value,
        "objective": settings.objective,
        "sender_id": settings.sender_id,
        "daily_send_limit": settings.daily_send_limit,
        "priority": settings.priority,
        "target_audience": None if audience is None else Jsonb(dict(audience)),
        "each_person": settings.each_person,
        "start_date": settings.start_date,
        "end_date": settings.end_date,
        "hours_from": settings.hours.opens,
        "hours_to": settings.hours.closes,
        "quiet_days": sorted(settings.hours.quiet_days),
        "own_time": settings.hours.own_time,
        "budget": settings.budget,
        "accept_unknown_prices": settings.accept_unknown_prices,
        "programme": settings.programme,
    }


def _campaign(*row: Any) -> Campaign:
    identifier, *settings = row[:20]
    channel, purpose, status, *life = row[20:31]
    return Campaign(identifier, _settings(*settings), Channel(channel), Purpose(purpose), Status(status), *life, release=ReleaseState(*row[31:]))


def _settings(*row: Any) -> Settings:
    name, template_name, description, kind, objective, *amounts, opens, closes, quiet_days, own_time, budget, accepts, programme = row
    return Settings(
        name,
        template_name,
        description,
        CampaignType(kind),
        objective,
        *amounts,
        hours=Hours(opens, closes, frozenset(quiet_days), own_time=own_time),
        budget=budget,
        accept_unknown_prices=accepts,
        programme=programme,
    )


async def names(unit: Unit, organisation_id: UUID, campaign_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of those campaigns that are there."""
    sql = "SELECT id, name FROM campaigns WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)"
    return dict(await unit.fetch(_name_of, sql, {"org": organisation_id, "ids": list(campaign_ids)}))


def _name_of(thing_id: UUID, name: str) -> tuple[UUID, str]:
    return thing_id, name
