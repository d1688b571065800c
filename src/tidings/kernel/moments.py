"""Between which moments anything can have happened, or be meant to, whoever says so."""

from datetime import UTC, date, datetime

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
"""The first moment that is possible and the first that is not: nobody who is written to was born before, no plan goes further.

What lies outside is no time but an empty one (.NET writes 0001-01-01, spreadsheets 9999-12-31); and at the ends of the calendar
a moment of one zone has none in another, so that neither Python nor the database's driver can read it back.
"""
BOUNDS = f"from {EARLIEST.year} to {LATEST.year - 1}"


def is_possible(moment: datetime | date) -> bool:
    """Say whether a moment with its offset, or a day, may be meant."""
    if isinstance(moment, datetime):
        return EARLIEST <= moment < LATEST
    return EARLIEST.date() <= moment < LATEST.date()
