"""What a kind may be set to, and what a notice may bring."""

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tidings.kernel.words import Channel
from tidings.notices import errors
from tidings.notices.rules.cascades import CASCADES
from tidings.notices.rules.rollouts import STEPS
from tidings.notices.types import Budget, Request, Settings

MOST_DATA = 16_384
"""Bytes of what a notice brings, as JSON."""
MOST_UPDATES = 800
"""Characters of the summaries that a message for several tells: half of what an SMS may have."""
_LEFT_OUT = "... "
_LONGEST_SUMMARY, _CUT = 160, "..."
SHORTEST_LIFE, LONGEST_LIFE = timedelta(minutes=1), timedelta(days=30)
SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(days=7)
SHORTEST_WINDOW, LONGEST_WINDOW = timedelta(seconds=10), timedelta(days=1)
_KEY = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


def check_key(key: str) -> None:
    """Raise Invalid for what can't name a kind."""
    if not _KEY.fullmatch(key):
        raise errors.setting("kind_key_invalid", "key", f"{key!r} can't name a kind.", "Use a-z, 0-9, dots, hyphens and underscores, up to 64.")


def check_settings(settings: Settings) -> None:
    """Raise Invalid for settings that can't hold together; templates are looked up elsewhere."""
    if not settings.templates:
        raise errors.setting("no_templates", "templates", "A kind says something by one channel at least.", "Name a template by channel.")
    if settings.cascade not in CASCADES:
        raise errors.setting("cascade_unknown", "cascade", f"There is no cascade {settings.cascade!r}.", f"Use one of {', '.join(CASCADES)}.")
    if len(set(settings.order)) < len(settings.order):
        raise errors.setting("channel_twice", "order", "A channel is named twice.", "Name each once.")
    if settings.rollout.percent not in STEPS:
        fix = f"Use one of {', '.join(map(str, STEPS))}."
        raise errors.setting("rollout_invalid", "rollout_percent", f"{settings.rollout.percent} is no step of a rollout.", fix)
    _check_budget(settings.budget)
    _check_times(settings)
    _check_grouping(settings)


def check_request(request: Request) -> None:
    """Raise Invalid for a request that names nobody, or somebody twice, or brings too much."""
    if (request.contact_id is None) is (request.address is None):
        raise errors.one_target()
    if (request.subject_kind is None) is not (request.subject_id is None):
        raise errors.subject_half()
    if len(json.dumps(request.data).encode()) > MOST_DATA:
        raise errors.data_too_large(MOST_DATA)


def together(several: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return what one message says of several notices: what the newest brings, how many they are, and their summaries.

    `several` come in the order in which they were asked for; what two say in the same words is told once. Where all summaries
    would be too long for a message, the newest that fit are told, after an ellipsis: `count` still says how many there are.
    """
    summaries = list(dict.fromkeys(str(each["summary"]) for each in several if each.get("summary")))
    return {**several[-1], "count": len(several), "updates": _newest("; ".join(summaries), summaries)}


def in_a_line(text: str) -> str:
    """Return a text as one of several on a line: in one piece, without its last full stop, and not too long."""
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= _LONGEST_SUMMARY else f"{line[: _LONGEST_SUMMARY - len(_CUT)].rstrip()}{_CUT}"


def _newest(whole: str, summaries: list[str]) -> str:
    if len(whole) <= MOST_UPDATES:
        return whole
    kept, room = list[str](), MOST_UPDATES - len(_LEFT_OUT)
    for each in reversed(summaries):
        room -= len(each) + 2
        if room < 0:
            break
        kept.append(each)
    return f"{_LEFT_OUT}{'; '.join(reversed(kept)) or summaries[-1][: MOST_UPDATES - len(_LEFT_OUT)]}"


def _check_budget(budget: Budget | None) -> None:
    if budget is None:
        return
    if budget.micros <= 0:
        raise errors.setting("budget_invalid", "budget.month_micros", "This is no budget.", "Give more than nothing, or leave it out.")
    if not 0 < budget.warn_at <= 1:
        raise errors.setting("budget_invalid", "budget.warn_percent", "It is no part of a budget.", "Use 1 to 100 per cent.")


def _check_times(settings: Settings) -> None:
    if not SHORTEST_LIFE <= settings.expires_after <= LONGEST_LIFE:
        raise errors.setting("expiry_invalid", "expires_after_seconds", "It is no time to allow.", "Use a minute to thirty days.")
    wrong = [channel for channel, wait in settings.waits.items() if not SHORTEST_WAIT <= wait <= LONGEST_WAIT]
    if wrong:
        raise errors.setting("wait_invalid", f"wait_seconds.{wrong[0]}", "It is no time to wait.", "Use ten seconds to seven days.")


def _check_grouping(settings: Settings) -> None:
    window = settings.group_within
    if window is None:
        if settings.grouped_templates:
            raise errors.setting("window_missing", "group_within_seconds", "Texts for several need a window.", "Give group_within_seconds.")
        return
    if not SHORTEST_WINDOW <= window <= LONGEST_WINDOW or window >= settings.expires_after:
        fix = "Use ten seconds to a day, and less than the expiry."
        raise errors.setting("window_invalid", "group_within_seconds", "It is no window to gather in.", fix)
    if set[Channel](settings.grouped_templates) != set(settings.templates):
        fix = "Name one for each channel of templates."
        raise errors.setting("grouped_templates_missing", "grouped_templates", "Several notices need a text on each channel.", fix)
