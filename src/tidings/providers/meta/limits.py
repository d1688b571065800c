"""How Meta writes the messaging limit: people in a moving 24 hours, as a number or as the name of a tier."""

from enum import Enum
from typing import Literal

_TIERS = {
    "TIER_50": 50,
    "TIER_250": 250,
    "TIER_1K": 1_000,
    "TIER_2K": 2_000,
    "TIER_10K": 10_000,
    "TIER_100K": 100_000,
    "TIER_UNLIMITED": None,
}


class _Untold(Enum):
    UNTOLD = "untold"


UNTOLD = _Untold.UNTOLD
"""Meta's words name no limit that we know."""


def limit_of(told: object) -> int | Literal[_Untold.UNTOLD] | None:
    """Return people in 24 hours, None for no limit, UNTOLD for what is no limit. -1 and TIER_UNLIMITED mean none."""
    if isinstance(told, str):
        return _TIERS.get(told, UNTOLD)
    if isinstance(told, bool) or not isinstance(told, int) or (told < 1 and told != -1):
        return UNTOLD
    return None if told == -1 else told
