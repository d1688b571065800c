"""The decisions of policy as pure functions, with dated data in TOML beside the room."""

from tidings.policy.rules.asking import HoursByPlace, asked, caps_of_law, check_own_hours, hours
from tidings.policy.rules.caps import LONGEST_PUT_OFF, check_cap, concerned, default_caps, longest, of_others, personal, reached
from tidings.policy.rules.packs import LAW
from tidings.policy.rules.speaking import pack_in, rule_in
from tidings.policy.rules.stopping import DEFAULT_STOP_SCOPE, stop_scope
from tidings.policy.rules.texts import demands
from tidings.policy.rules.verdict import EXPLAINED, Facts, explain, masked, reason_of, stopped, verdicts

__all__ = [
    "DEFAULT_STOP_SCOPE",
    "EXPLAINED",
    "LAW",
    "LONGEST_PUT_OFF",
    "Facts",
    "HoursByPlace",
    "asked",
    "caps_of_law",
    "check_cap",
    "check_own_hours",
    "concerned",
    "default_caps",
    "demands",
    "explain",
    "hours",
    "longest",
    "masked",
    "of_others",
    "pack_in",
    "personal",
    "reached",
    "reason_of",
    "rule_in",
    "stop_scope",
    "stopped",
    "verdicts",
]
