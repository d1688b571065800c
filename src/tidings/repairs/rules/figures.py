"""What a shop told, counted."""

from collections.abc import Sequence
from datetime import date

from tidings.notices.types import NoticeState
from tidings.repairs.types import Day, Told

_ARRIVED = frozenset({NoticeState.DELIVERED, NoticeState.READ, NoticeState.ANSWERED})
_FAILED = frozenset({NoticeState.FAILED, NoticeState.REFUSED, NoticeState.EXPIRED})
NEAR = 0.8
"""From which part of its budget on a shop is warned."""


def counted(day: date, told: Sequence[Told]) -> Day:
    """Return the figures of a day. What a provider took without telling whether it arrived is neither arrived nor failed."""
    states = [each.notice.notice.state for each in told]
    arrived, failed = sum(each in _ARRIVED for each in states), sum(each in _FAILED for each in states)
    return Day(
        day=day,
        notices=len(told),
        arrived=arrived,
        failed=failed,
        pending=sum(not each.ended for each in states),
        cost_micros=sum(each.cost_micros for each in told),
        unpriced=sum(each.lacks is not None for each in told),
    )


def budget_used(spent: int, budget: int | None) -> float | None:
    """Return the part of a budget that is spent; None without one."""
    return spent / budget if budget else None


def alert(used: float | None) -> str | None:
    """Return the warning that a used part of the budget deserves: `near` from four fifths on, `over` once it is used up."""
    if used is None or used < NEAR:
        return None
    return "over" if used >= 1 else "near"
