"""The decisions of policy as pure functions, with dated data in TOML beside the room."""

from tidings.policy.rules.verdict import EXPLAINED, Facts, explain, judge, masked

__all__ = ["EXPLAINED", "Facts", "explain", "judge", "masked"]
