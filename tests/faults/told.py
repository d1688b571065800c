"""What was offered, booked, repaired and told of it, by plain SQL: read after a schedule, none of it by a statement of Tidings' own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import class_row

from faults.ledger import STATES


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot."""

    id: UUID
    staff_id: UUID | None
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking; one that was cancelled held until `ended_at`."""

    id: UUID
    slot_id: UUID
    contact_id: UUID
    offer_id: UUID | None
    state: str
    booked_at: datetime
    ended_at: datetime | None

    def held_at(self, moment: datetime) -> bool:
        """Say whether it stood at a moment."""
        return self.booked_at <= moment and (self.state != "cancelled" or self.ended_at is None or moment < self.ended_at)


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of a slot to somebody."""

    id: UUID
    slot_id: UUID
    contact_id: UUID
    state: str
    offered_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say to one person: `key` is what it answers or tells."""

    id: UUID
    kind: str
    key: str
    contact_id: UUID
    subject_id: str | None
    state: str
    reason: str | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """A channel by which a notice was tried; `state` is the number of its row in the ledger."""

    notice_id: UUID
    step: int
    channel: str
    source_id: UUID
    planned_at: datetime
    silent_at: datetime
    state: int | None

    @property
    def word(self) -> str:
        """The state in a word."""
        return "nothing" if self.state is None else STATES[self.state]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a ticket's history."""

    ticket_id: UUID
    id: UUID
    what: str
    status: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What a person wrote, as it was taken in."""

    id: UUID
    provider_id: str
    reading: str


@dataclass(frozen=True, slots=True)
class Told:
    """All of it. `at` is business time when it was read; `tickets` are the ids by the callers' reference."""

    at: datetime | None = None
    slots: Sequence[Slot] = ()
    bookings: Sequence[Booking] = ()
    offers: Sequence[Offer] = ()
    notices: Sequence[Notice] = ()
    attempts: Sequence[Attempt] = ()
    history: Sequence[Line] = ()
    heard: Sequence[Heard] = ()
    tickets: Mapping[str, Sequence[UUID]] = field(default_factory=dict[str, Sequence[UUID]])

    def sources(self) -> set[UUID]:
        """Return the sources of all notices' messages."""
        return {each.source_id for each in self.attempts}

    def attempts_of(self, notice: Notice) -> list[Attempt]:
        """Return a notice's attempts, the first one first."""
        return sorted((each for each in self.attempts if each.notice_id == notice.id), key=lambda each: each.step)


_ATTEMPTS = """
SELECT a.notice_id, a.step, a.channel, a.source_id, a.planned_at, a.silent_at, m.state
FROM notice_attempts a LEFT JOIN messages m ON m.organisation_id = a.organisation_id AND m.source_id = a.source_id"""


def read_told(url: str, at: datetime) -> Told:
    """Read everything."""
    with psycopg.connect(url, autocommit=True) as connection:

        def rows(kind: type[Any], statement: str) -> list[Any]:
            return connection.cursor(row_factory=class_row(kind)).execute(statement.encode()).fetchall()

        references: dict[str, list[UUID]] = {}
        for reference, ticket_id in connection.execute("SELECT reference, id FROM repair_tickets WHERE reference IS NOT NULL"):
            references.setdefault(reference, []).append(ticket_id)
        return Told(
            at,
            rows(Slot, "SELECT id, staff_id, starts_at, ends_at FROM waitlist_slots"),
            rows(Booking, "SELECT id, slot_id, contact_id, offer_id, state, booked_at, ended_at FROM waitlist_bookings"),
            rows(Offer, "SELECT id, slot_id, contact_id, state, offered_at, expires_at FROM waitlist_offers"),
            rows(Notice, "SELECT id, kind, key, contact_id, subject_id, state, reason, created_at, expires_at FROM notices"),
            rows(Attempt, _ATTEMPTS),
            rows(Line, "SELECT ticket_id, id, what, status, before FROM repair_history ORDER BY id"),
            rows(Heard, "SELECT id, provider_id, reading FROM inbound_messages"),
            references,
        )
