"""Identifiers: UUID version 7 (RFC 9562, section 5.7), so that an id's prefix is its time of birth."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_BITS = 74
_LOW_62 = (1 << 62) - 1


def new_id(at: datetime) -> UUID:
    """Mint an id born at `at` (UTC, kept to the millisecond); ids of one millisecond are in random order."""
    milliseconds = int(at.timestamp() * 1000)
    noise = secrets.randbits(_RANDOM_BITS)
    high = (noise >> 62) << 64
    return UUID(int=(milliseconds << 80) | _VERSION | high | _VARIANT | (noise & _LOW_62))


def born_at(identifier: UUID) -> datetime:
    """Return the time of birth (UTC, whole milliseconds) of an id made by `new_id`."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)


def first_id_of(at: datetime) -> UUID:
    """Return the lowest id that can be born at `at`: a bound for ranges over time."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
