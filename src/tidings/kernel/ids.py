"""Identifiers: UUID version 7 (RFC 9562, section 5.7), so that an id's prefix is its time of birth."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM_BITS = 74
_LOW_62 = (1 << 62) - 1
_STEP_BYTES = 4
_STEPS = 256
"""How many steps are read from the system's source of randomness at once."""


def new_id(at: datetime) -> UUID:
    """Mint an id born at `at` (UTC, kept to the millisecond); ids of one millisecond are in random order."""
    milliseconds = int(at.timestamp() * 1000)
    noise = secrets.randbits(_RANDOM_BITS)
    high = (noise >> 62) << 64
    return UUID(int=(milliseconds << 80) | _VERSION | high | _VARIANT | (noise & _LOW_62))


def ids_of(at: datetime) -> Iterator[UUID]:
    """Mint ids born at `at` without end, for batches, each greater than the one before, so that indexes grow at one end."""
    return (UUID(bytes=each) for each in id_bytes_of(at))


def id_bytes_of(at: datetime) -> Iterator[bytes]:
    """Mint ids as `ids_of` does, as their 16 bytes, which cost a third.

    They begin anywhere in the millisecond and go on by random steps (RFC 9562, section 6.2, method 2).
    """
    milliseconds = int(at.timestamp() * 1000) << 80
    noise = secrets.randbits(_RANDOM_BITS - 1)
    while True:
        steps = memoryview(secrets.token_bytes(_STEP_BYTES * _STEPS)).cast("I")
        for step in steps:
            noise += 1 + step
            yield (milliseconds | _VERSION | (noise >> 62) << 64 | _VARIANT | noise & _LOW_62).to_bytes(16, "big")


def born_at(identifier: UUID) -> datetime:
    """Return the time of birth (UTC, whole milliseconds) of an id made by `new_id`."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)


def first_id_of(at: datetime) -> UUID:
    """Return the lowest id that can be born at `at`: a bound for ranges over time."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
