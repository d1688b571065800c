"""What is not kept for ever: letters, which hold what people wrote and nobody could read."""

from datetime import timedelta
from uuid import UUID

from tidings.channels.queries import forgetting
from tidings.infra.db.unit import Unit

LETTERS_KEPT = timedelta(days=365)
"""A year: long enough for a release that learns to read them."""


async def forget_letters(unit: Unit, organisation_id: UUID) -> int:
    """Delete letters that nobody replayed in a year; returns how many."""
    return await forgetting.letters(unit, organisation_id, unit.at - LETTERS_KEPT)
