"""What notices keep as JSON: the settings of a kind, the plan of a notice."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from tidings.kernel.words import Channel, Purpose
from tidings.notices.types import Budget, Entry, Habit, Plan, Rollout, Settings, Stops


def settings_to(settings: Settings) -> dict[str, Any]:
    """Return settings as they are kept; times in seconds."""
    return {
        "name": settings.name,
        "purpose": settings.purpose.value,
        "templates": _by_channel(settings.templates),
        "cascade": settings.cascade,
        "order": [each.value for each in settings.order],
        "waits": {channel.value: wait.total_seconds() for channel, wait in settings.waits.items()},
        "expires_after": settings.expires_after.total_seconds(),
        "group_within": settings.group_within.total_seconds() if settings.group_within else None,
        "grouped_templates": _by_channel(settings.grouped_templates),
        "rollout": settings.rollout.percent,
        "rollout_segment": str(settings.rollout.segment_id) if settings.rollout.segment_id else None,
        "high_value": settings.high_value,
        "smart": settings.smart,
        "programme": settings.programme,
        "budget": [settings.budget.micros, settings.budget.warn_at, settings.budget.stops.value] if settings.budget else None,
    }


def settings_from(kept: Mapping[str, Any]) -> Settings:
    """Read kept settings."""
    return Settings(
        name=kept["name"],
        purpose=Purpose(kept["purpose"]),
        templates=_of_channels(kept["templates"]),
        cascade=kept["cascade"],
        order=[Channel(each) for each in kept["order"]],
        waits={Channel(channel): timedelta(seconds=seconds) for channel, seconds in kept["waits"].items()},
        expires_after=timedelta(seconds=kept["expires_after"]),
        group_within=timedelta(seconds=kept["group_within"]) if kept["group_within"] else None,
        grouped_templates=_of_channels(kept["grouped_templates"]),
        rollout=Rollout(kept["rollout"], UUID(kept["rollout_segment"]) if kept["rollout_segment"] else None),
        high_value=kept["high_value"],
        smart=kept["smart"],
        programme=kept["programme"],
        budget=_budget_from(kept.get("budget")),
    )


def _budget_from(kept: Sequence[Any] | None) -> Budget | None:
    return Budget(kept[0], kept[1], Stops(kept[2])) if kept else None


def plan_to(plan: Plan) -> dict[str, Any]:
    """Return a plan as it is kept: by whose order, and each channel with why it is in or out. Senders and texts are found anew for each step."""
    habits = [[each.channel.value, each.tried, each.worked, each.engaged] for each in plan.habits]
    return {"by": plan.by, "channels": [_entry_to(each) for each in plan.entries], "habits": habits}


def plan_from(kept: Mapping[str, Any] | None) -> Plan | None:
    """Read a kept plan."""
    if not kept:
        return None
    habits = [Habit(Channel(channel), tried, worked, engaged) for channel, tried, worked, engaged in kept["habits"]]
    return Plan(kept["by"], [_entry_from(each) for each in kept["channels"]], habits)


def _entry_to(entry: Entry) -> dict[str, Any]:
    return {"channel": entry.channel.value, "beside": entry.beside, "reason": entry.reason, "detail": entry.detail}


def _entry_from(kept: Mapping[str, Any]) -> Entry:
    return Entry(Channel(kept["channel"]), kept["beside"], kept["reason"], kept["detail"])


def _by_channel(names: Mapping[Channel, str]) -> dict[str, str]:
    return {channel.value: name for channel, name in names.items()}


def _of_channels(kept: Mapping[str, str]) -> Mapping[Channel, str]:
    return {Channel(channel): name for channel, name in kept.items()}
