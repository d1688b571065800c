"""Who is left out on one channel and may be reached by another, and how to say it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from tidings.campaigns.types import Reroute
from tidings.kernel.words import Channel
from tidings.policy.types import ReasonCode

OTHER: Final[Mapping[Channel, Channel]] = dict.fromkeys(Channel, Channel.SMS) | {Channel.SMS: Channel.WHATSAPP}
"""Which channel to try instead."""
OF_THE_CHANNEL: Final = frozenset({
    ReasonCode.US_MARKETING_WHATSAPP,
    ReasonCode.LANDLINE,
    ReasonCode.SUPPRESSED_INVALID,
    ReasonCode.SUPPRESSED_FAILING,
})  # fmt: skip
"""Reasons that speak of a channel or of a number on it. What a person wants is no reason to try another channel."""


def reroute(reason: str, people: int, channel: Channel, reachable: int, language: str) -> Reroute:
    """Say how many of those left out another channel reaches, and what to do about it."""
    words = _said()["fr" if language[:2].lower() == "fr" else "en"]
    shown = "SMS" if channel is Channel.SMS else "WhatsApp"
    named = {"people": people, "reachable": reachable, "channel": shown}
    return Reroute(reason, people, channel, reachable, words["sentence"].format_map(named), words["fix"].format_map(named))


@cache
def _said() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("tidings.campaigns").joinpath("rerouting.toml").read_text(encoding="utf-8"))["said"]
