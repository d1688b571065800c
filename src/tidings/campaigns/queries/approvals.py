"""What was asked of another person, and decided."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, time
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.campaigns.types import Approval, ApprovalState, Asked, Hours
from tidings.infra.db.unit import Unit

_COLUMNS = "id, campaign_id, state, asked, asked_by, asked_at, decided_by, decided_at, reason"


async def insert(unit: Unit, organisation_id: UUID, approval: Approval) -> None:
    """Enter what is asked."""
    await unit.run(
        "INSERT INTO campaign_approvals (organisation_id, id, campaign_id, state, asked, asked_by, asked_at)"
        " VALUES (%(org)s, %(id)s, %(campaign)s, %(state)s, %(asked)s, %(by)s, %(at)s)",
        {
            "org": organisation_id,
            "id": approval.id,
            "campaign": approval.campaign_id,
            "state": approval.state,
            "asked": Jsonb(_kept(approval.asked)),
            "by": approval.asked_by,
            "at": approval.asked_at,
        },
    )


async def end(unit: Unit, organisation_id: UUID, approval_id: UUID, state: ApprovalState, actor: str | None, reason: str | None) -> None:
    """Move an approval on; `actor` is who decided, None where nobody did."""
    await unit.run(
        "UPDATE campaign_approvals SET state = %(state)s, reason = coalesce(%(reason)s, reason), decided_by = coalesce(%(actor)s, decided_by),"
        " decided_at = CASE WHEN %(actor)s::text IS NULL THEN decided_at ELSE %(at)s END WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": approval_id, "state": state, "actor": actor, "reason": reason, "at": unit.at},
    )


async def latest(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> Approval | None:
    """Return what was last asked for a campaign."""
    return await unit.fetch_one(
        _approval,
        f"SELECT {_COLUMNS} FROM campaign_approvals WHERE organisation_id = %(org)s AND campaign_id = %(id)s ORDER BY id DESC LIMIT 1",
        {"org": organisation_id, "id": campaign_id},
    )


async def listed(unit: Unit, organisation_id: UUID, states: Sequence[ApprovalState], before: UUID | None, limit: int) -> list[Approval]:
    """Return approvals in these states, newest first."""
    return await unit.fetch(
        _approval,
        f"SELECT {_COLUMNS} FROM campaign_approvals WHERE organisation_id = %(org)s AND state = ANY(%(states)s)"
        " AND (%(before)s::uuid IS NULL OR id < %(before)s) ORDER BY id DESC LIMIT %(limit)s",
        {"org": organisation_id, "states": [state.value for state in states], "before": before, "limit": limit},
    )


def _approval(identifier: UUID, campaign_id: UUID, state: str, asked: Mapping[str, Any], *rest: Any) -> Approval:
    return Approval(identifier, campaign_id, ApprovalState(state), _asked(asked), *rest)


def _kept(asked: Asked) -> dict[str, Any]:
    hours, days = asked.hours, {"start_date": asked.start_date, "end_date": asked.end_date}
    return {
        **asdict(asked),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "hours": [hours.opens.isoformat(), hours.closes.isoformat(), sorted(hours.quiet_days), hours.own_time],
        "sender_id": None if asked.sender_id is None else str(asked.sender_id),
    }


def _asked(kept: Mapping[str, Any]) -> Asked:
    read: dict[str, Any] = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("start_date", "end_date")}
    if "hours" in kept:
        opens, closes, quiet_days, own_time = kept["hours"]
        read["hours"] = Hours(time.fromisoformat(opens), time.fromisoformat(closes), frozenset(quiet_days), own_time)
    if kept.get("sender_id"):
        read["sender_id"] = UUID(kept["sender_id"])
    return Asked(**{**kept, **read})
