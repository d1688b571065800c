"""What limits answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Grant:
    """How many may go now, and when more may; `next_at` is None unless fewer were granted than wanted."""

    granted: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that a person was sent, or (`at` is None) is about to be; `channel` is a `kernel.words.Channel`."""

    contact_id: UUID
    source_id: UUID
    channel: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class LastSource:
    """What sent the last message, of the one asked for at `place` of a batch (from 0)."""

    place: int
    source_id: UUID


@dataclass(frozen=True, slots=True)
class FallingOut:
    """People who leave a portfolio's rolling 24 hours in one minute; `at` is None for those still in flight."""

    at: datetime | None
    people: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many messages a source released on a business day."""

    source_id: UUID
    released: int
