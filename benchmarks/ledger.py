"""A ledger as it is after years, made by SQL: sixty monthly partitions, ids in random order, every row updated thrice.

The sources are campaigns long closed, of the organisation that is measured, so every key begins like those of the work itself.
"""

import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

from tidings.infra.db.files import sql
from tidings.kernel.ids import new_id
from tidings.messages.types import SourceKind, SourceState, State

MONTHS = 60
_SOURCES = 10
"""Campaigns of one month."""
_BATCH = 10_000
_TOLD_EVERY = 12
_ID_BYTES = 16
_ORGANISATION = "SELECT id FROM organisations ORDER BY created_at LIMIT 1"
_SOURCE = """
INSERT INTO sources (organisation_id, source_id, kind, name, lane, purpose, channel, state, created_at)
VALUES (%s, %s, %s, 'of years ago', 'marketing', 'marketing', 'sms', %s, %s)
"""
_PLAN = sql("tidings.messages", "plan")
"""The product's own statement, so that keys are what they are there."""
_REFERENCES = """
INSERT INTO provider_refs (organisation_id, provider_id, source_id, contact_id, step)
SELECT organisation_id, 'SM' || replace(contact_id::text, '-', ''), source_id, contact_id, step FROM messages
WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s)
"""
# Half of the rows each time, as receipts hit a page here and there, so that pages are updated and pruned as in real life.
_ID = "'SM' || replace(contact_id::text, '-', '')"
_SOME = "organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND get_byte(uuid_send(contact_id), 15) %% 2 = %(half)s"
_STEPS = (
    f"UPDATE messages SET state = %(sent)s, attempts = 1, segments = 1, sent_at = %(at)s, provider_id = {_ID} WHERE {_SOME}",
    f"UPDATE messages SET state = %(delivered)s, delivered_at = %(at)s WHERE {_SOME}",
    f"UPDATE messages SET state = %(read)s, read_at = %(at)s WHERE {_SOME}",
)


def grow(database_url: str, rows: int) -> None:
    """Add `rows` messages to the ledger of the first organisation, over the sixty months that end with its newest. Takes minutes for millions."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        found = connection.execute(_ORGANISATION).fetchone()
        if found is None:
            message = "there is no organisation yet"
            raise RuntimeError(message)
        for number, month in enumerate(_months(datetime(2026, 10, 1, tzinfo=UTC)), 1):
            if number % _TOLD_EVERY == 0:
                sys.stderr.write(f"growing the ledger: month {number} of {MONTHS}\n")
            _fill(connection, found[0], month, rows // MONTHS)
        connection.execute("VACUUM (ANALYZE) messages")  # so that autovacuum, whose CPU is counted, is done with it
        connection.execute("VACUUM (ANALYZE) provider_refs")
        connection.execute("CHECKPOINT")


def _fill(connection: "psycopg.Connection[Any]", organisation_id: UUID, month: datetime, rows: int) -> None:
    connection.execute("SELECT open_ledger_month(%s)", [month])
    sources = [new_id(month) for _ in range(_SOURCES)]
    for source in sources:
        connection.execute(_SOURCE, [organisation_id, source, SourceKind.CAMPAIGN, SourceState.CLOSED, month])
    for place in range(0, rows, _BATCH):
        people = {"contacts": _ids(min(_BATCH, rows - place)), "addresses": _ids(min(_BATCH, rows - place))}
        source = {"org": organisation_id, "source": sources[place // _BATCH % _SOURCES], "each_person": False, "at": month}
        connection.execute(_PLAN.encode(), people | source)
    values = {"org": organisation_id, "sources": sources, "at": month}
    connection.execute(_REFERENCES, values)
    states = {state.word: int(state) for state in (State.SENT, State.DELIVERED, State.READ)}
    for statement in _STEPS:
        for half in (0, 1):
            connection.execute(statement, values | states | {"half": half})


def _ids(count: int) -> list[UUID]:
    """Return ids in random order; contacts' own are by time of birth, which is no order either after years of campaigns."""
    noise = secrets.token_bytes(_ID_BYTES * count)
    return [UUID(bytes=noise[start : start + _ID_BYTES]) for start in range(0, len(noise), _ID_BYTES)]


def _months(newest: datetime) -> Iterator[datetime]:
    """Give the first moments of sixty months, oldest first."""
    last = newest.year * 12 + newest.month - 1
    for month in range(last - MONTHS + 1, last + 1):
        yield datetime(month // 12, month % 12 + 1, 2, tzinfo=UTC)
