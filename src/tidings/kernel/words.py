"""The few words that every room speaks. Values of enumerations are stored and shown: never rename one."""

from dataclasses import dataclass
from enum import StrEnum

from tidings.kernel.errors import Invalid


class Channel(StrEnum):
    """The way a message reaches a person."""

    SMS = "sms"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    PUSH = "push"
    """To the app on a person's device."""


class Purpose(StrEnum):
    """What a consent is for: why a message is sent, or that what becomes of it is followed. Rule packs differ by it."""

    MARKETING = "marketing"
    TRANSACTIONAL = "transactional"
    TRACKING = "tracking"
    """Following who opens and clicks. Nothing is ever sent for it."""


def check_sendable(purpose: Purpose) -> None:
    """Refuse to send something for a purpose that is a consent alone. Raises Invalid."""
    if purpose is Purpose.TRACKING:
        raise Invalid("purpose_not_sendable", "Nothing is sent for tracking.", field="purpose", fix="Give marketing or transactional.")


class Lane(StrEnum):
    """Which queue a message waits in; a lane never waits behind a later one."""

    TRANSACTIONAL = "transactional"
    CONVERSATIONAL = "conversational"
    MARKETING = "marketing"


@dataclass(frozen=True, slots=True)
class Visit:
    """How a public page was asked for, for the proof: address on the network, and the browser's name of itself."""

    ip: str | None
    user_agent: str
