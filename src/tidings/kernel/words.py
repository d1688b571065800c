"""The few enumerations that every room speaks. Their values are stored and shown: never rename one."""

from enum import StrEnum


class Channel(StrEnum):
    """The way a message reaches a person."""

    SMS = "sms"
    WHATSAPP = "whatsapp"


class Purpose(StrEnum):
    """Why a message is sent; consent and rule packs differ by it."""

    MARKETING = "marketing"
    TRANSACTIONAL = "transactional"


class Lane(StrEnum):
    """Which queue a message waits in; a lane never waits behind a later one."""

    TRANSACTIONAL = "transactional"
    CONVERSATIONAL = "conversational"
    MARKETING = "marketing"
