"""A campaign's life: what may be done with it in which status, and what may still change."""

from collections.abc import Collection
from enum import StrEnum

from tidings.campaigns.errors import NotPossibleNow
from tidings.campaigns.types import Status


class Action(StrEnum):
    """What a person may do with a campaign; the value completes the sentence "... is not possible"."""

    EDIT = "edit"
    ADD_RECIPIENTS = "add recipients"
    REPLACE_RECIPIENTS = "replace recipients"
    SUBMIT = "submit"
    ACTIVATE = "activate"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    DELETE = "delete"
    COPY = "copy"


_UNDER_WAY = frozenset({Status.SCHEDULED, Status.ACTIVE})
_OPEN = frozenset({Status.DRAFT, Status.IN_REVIEW, Status.PAUSED}) | _UNDER_WAY
_ALLOWED = {
    Action.EDIT: _OPEN,
    Action.ADD_RECIPIENTS: _OPEN,
    Action.REPLACE_RECIPIENTS: frozenset({Status.DRAFT}),
    Action.SUBMIT: frozenset({Status.DRAFT}),
    Action.ACTIVATE: frozenset({Status.DRAFT, Status.IN_REVIEW}),
    Action.PAUSE: _UNDER_WAY,
    Action.RESUME: frozenset({Status.PAUSED}),
    Action.CANCEL: _OPEN,
    Action.DELETE: frozenset({Status.DRAFT}),
    Action.COPY: frozenset(Status),
}

CHANGEABLE_WHILE_LIVE = frozenset(
    {"name", "description", "objective", "daily_send_limit", "priority", "hours", "end_date", "budget", "accept_unknown_prices"}
)
"""Settings that may change after activation; the rest say who is told what, which must not change under people already told."""

_HOURS = frozenset({"sending_hours", "quiet_days"})
"""What `hours` are for whoever sets them."""


def possible(status: Status) -> list[str]:
    """Return what may be done in a status."""
    return [action.value for action, statuses in _ALLOWED.items() if status in statuses]


def check(action: Action, status: Status) -> None:
    """Refuse what the status does not allow, saying what it does. Raises NotPossibleNow."""
    if status not in _ALLOWED[action]:
        raise NotPossibleNow(f"to {action.value}", status.value, possible(status))


def check_changes(status: Status, fields: Collection[str]) -> None:
    """Refuse changes of what is fixed once a campaign was activated. Raises NotPossibleNow."""
    check(Action.EDIT, status)
    fixed = sorted(set(fields) - CHANGEABLE_WHILE_LIVE)
    if fixed and status not in {Status.DRAFT, Status.IN_REVIEW}:
        options = [f"changing {', '.join(sorted((CHANGEABLE_WHILE_LIVE - {'hours'}) | _HOURS))}", "copying it"]
        raise NotPossibleNow(f"to change {', '.join(fixed)}", status.value, options)
