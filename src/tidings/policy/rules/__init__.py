"""The decisions of policy as pure functions, with dated data in TOML beside the room."""

from tidings.policy.rules.packs import LAW
from tidings.policy.rules.verdict import EXPLAINED, Facts, explain, judge, masked

__all__ = ["EXPLAINED", "LAW", "Facts", "explain", "judge", "masked"]
