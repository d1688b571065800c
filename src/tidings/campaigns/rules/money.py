"""Budgets in numbers and words."""

from tidings.kernel.money import Money
from tidings.messages.types import Cost

THRESHOLDS = (50, 80, 100)
"""Per cent of a budget that people are told of (SPEC D9)."""
_WHOLE = 100


def reached(reserved: int, budget: int) -> int:
    """Return the highest threshold that is reached, 0 before the first."""
    return max((each for each in THRESHOLDS if reserved * _WHOLE >= budget * each), default=0)


def used_up_words(budget: int, reserved: int, following: Cost, currency: str) -> str:
    """Say why nobody more can be paid for; `following` is the next person's message."""
    if following.micros is None:
        return f"No price is known for {following.lacks}. Enter one (PUT /prices), or set accept_unknown_prices, and resume."
    left = Money(max(budget - reserved, 0), currency)
    return (
        f"The budget of {Money(budget, currency)} is used up: {left} is left, and the next message costs {Money(following.micros, currency)}."
        " Raise the budget, and it goes on."
    )
