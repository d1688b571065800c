"""What the room of courses tells of people, so that segments can ask without reading that room."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts.queries import enrolments as queries
from tidings.contacts.types import EnrolmentFact
from tidings.infra.db.unit import Unit

_MOST_NAMED = 1000
"""So many contacts are named in an entry of the audit."""


async def put_enrolments(unit: Unit, organisation_id: UUID, facts: Sequence[EnrolmentFact]) -> None:
    """Write where people stand in courses, each person and course once; one statement."""
    if facts:
        await queries.put(unit, organisation_id, facts)


async def drop_enrolments(unit: Unit, organisation_id: UUID, contact_id: UUID, courses: Sequence[str]) -> None:
    """Forget that somebody is in courses: they were another's."""
    await queries.drop(unit, organisation_id, contact_id, courses)


async def raise_lifecycles(unit: Unit, organisation_id: UUID, actor: str, contact_ids: Sequence[UUID], before: str, after: str) -> list[UUID]:
    """Take contacts from one lifecycle to the next, those who are in the first; returns which. Audited as a whole; two statements."""
    raised = await queries.raise_lifecycles(unit, organisation_id, contact_ids, before, after)
    if raised:
        detail = {"from": before, "to": after, "contacts": sorted(str(each) for each in raised)[:_MOST_NAMED], "count": len(raised)}
        await accounts.record_audit(unit, organisation_id, actor, "contacts.lifecycle_changed", f"organisation:{organisation_id}", detail)
    return raised
