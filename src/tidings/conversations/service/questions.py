"""Questions that people were asked: their words answer first while a question is open.

Whoever asks (waitlist, journeys, surveys, double opt-in) registers the question here when the message is planned, and hears the answer as
the event `question.answered` with the question's source.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.conversations.queries import questions as queries
from tidings.conversations.types import Around, Question
from tidings.infra.db.unit import Unit


async def ask(unit: Unit, organisation_id: UUID, questions: Sequence[Question]) -> int:
    """Open questions; one whose id is known already is asked once. Returns how many are new."""
    return await queries.ask(unit, organisation_id, questions) if questions else 0


async def sources_at(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> Sequence[str]:
    """Return the sources of all that is asked at addresses now, without what only takes repetitions."""
    return await queries.sources_at(unit, organisation_id, address_ids) if address_ids else []


async def close_questions(unit: Unit, organisation_id: UUID, sources: Sequence[str], *, at: Sequence[UUID] | None = None) -> int:
    """Close what sources asked, everywhere or `at` some addresses, for instance because somebody else took the place; returns how many were open."""
    return await queries.close(unit, organisation_id, sources, at) if sources else 0


async def open_sources(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID], begins: str) -> Sequence[str]:
    """Return whose questions are open at addresses, of sources that begin with some word."""
    return await queries.open_sources(unit, organisation_id, address_ids, begins) if address_ids else []


async def asked_around(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID], since: datetime) -> Sequence[Around]:
    """Return what is asked at addresses now, and what was since a moment and ended without an answer."""
    return await queries.around(unit, organisation_id, address_ids, since) if address_ids else []
