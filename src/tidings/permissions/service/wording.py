"""What the preference page offers."""

from collections.abc import Sequence

from tidings.permissions import rules


def weekly_choices(chosen: int | None) -> Sequence[int]:
    """Return how many messages a week the page offers, with what was chosen elsewhere."""
    return sorted({*rules.WEEKLY_CHOICES, *([chosen] if chosen else [])})
