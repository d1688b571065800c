"""Questions that people were asked: their words answer first while a question is open.

Whoever asks (waitlist, journeys, surveys, double opt-in) registers the question here when the message is planned, and hears the answer as
the event `question.answered` with the question's source.
"""

from collections.abc import Sequence
from uuid import UUID

from tidings.conversations.queries import questions as queries
from tidings.conversations.types import Question
from tidings.infra.db.unit import Unit


async def ask(unit: Unit, organisation_id: UUID, questions: Sequence[Question]) -> int:
    """Open questions; one whose id is known already is asked once. Returns how many are new."""
    return await queries.ask(unit, organisation_id, questions) if questions else 0


async def close_questions(unit: Unit, organisation_id: UUID, sources: Sequence[str]) -> int:
    """Close what sources asked, for instance because somebody else took the place; returns how many questions were open."""
    return await queries.close(unit, organisation_id, sources) if sources else 0
