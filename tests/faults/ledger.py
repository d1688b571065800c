"""What stands in the database, by plain SQL: no statement of Tidings' own is used, so that none can hide its own mistake."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import class_row

from faults.books import Key

STATES = {
    0: "planned",
    10: "queued",
    20: "sending",
    25: "unknown",
    30: "sent",
    35: "failed",
    40: "delivered",
    50: "read",
    60: "suppressed",
    70: "expired",
    80: "cancelled",
}
"""The numbers as docs/decisions/0006-the-ledger.md and src/tidings/messages/types.py give them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger; `in_doubt`: it may have been sent; `looked_for`: somebody still asks."""

    source_id: UUID
    contact_id: UUID
    state: int
    reason: str | None
    provider_id: str | None
    in_doubt: bool
    looked_for: bool

    @property
    def word(self) -> str:
        """The state in a word."""
        return STATES[self.state]

    @property
    def key(self) -> Key:
        """What a token begins with."""
        return self.source_id, self.contact_id


@dataclass(frozen=True, slots=True)
class Ledger:
    """All rows, the campaigns' statuses, and how many rows are left where nothing may be left at rest."""

    rows: Sequence[Row]
    campaigns: Mapping[UUID, str]
    left: Mapping[str, int]

    def states(self, source: UUID) -> Counter[str]:
        """Count one campaign's people by state."""
        return Counter(row.word for row in self.rows if row.source_id == source)


_ROWS = """
SELECT m.source_id, m.contact_id, m.state, m.reason, m.provider_id, u.contact_id IS NOT NULL AS in_doubt, u.next_look_at IS NOT NULL AS looked_for
FROM messages m LEFT JOIN unknowns u USING (organisation_id, source_id, contact_id, step)"""
_LEFT = ("outbox", "webhook_receipts", "webhook_inbound")


def read_ledger(url: str) -> Ledger:
    """Read everything."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.cursor(row_factory=class_row(Row)).execute(_ROWS).fetchall()
        campaigns: dict[UUID, str] = dict(_all(connection, "SELECT id, status FROM campaigns"))
        left = {table: _all(connection, f"SELECT count(*) FROM {table}")[0][0] for table in _LEFT}
    return Ledger(rows, campaigns, left)


def _all(connection: psycopg.Connection, statement: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement.encode()).fetchall()
