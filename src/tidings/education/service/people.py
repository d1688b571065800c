"""What the room keeps of a person, told, moved and removed as a whole."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import EnrolmentFact, Leaving, Merging
from tidings.education.queries import people as queries
from tidings.education.queries import standings
from tidings.education.types import Kind, LeadFilter
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import MOST_ROWS

_MOST_LINES = 1000


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Give the one who stays the enrolments and leads of the one who goes, in courses where they have none of their own."""
    moved = {kind.value: await queries.move(unit, organisation_id, kind, merging.gone_id, merging.kept_id) for kind in Kind}
    present = await standings.enrolments_of(unit, organisation_id, merging.kept_id)
    facts = [EnrolmentFact(merging.kept_id, each.course, each.status.value, each.since) for each in present]
    await contacts.put_enrolments(unit, organisation_id, facts)
    return moved


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give each back what was theirs, with what was told of it since."""
    for kind in Kind:
        await queries.move(unit, organisation_id, kind, merging.kept_id, merging.gone_id, moved[kind.value])
    back = await standings.enrolments_of(unit, organisation_id, merging.gone_id)
    await contacts.drop_enrolments(unit, organisation_id, merging.kept_id, moved[Kind.ENROLMENT.value])
    facts = [EnrolmentFact(merging.gone_id, each.course, each.status.value, each.since) for each in back]
    await contacts.put_enrolments(unit, organisation_id, facts)
    return []


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return a person's leads, and the history of their courses; where they stand is told with the contact."""
    leads: list[dict[str, Any]] = []
    history: list[dict[str, Any]] = []
    for contact_id in contact_ids:
        found = await standings.leads(unit, organisation_id, LeadFilter(contact_id=contact_id), None, MOST_ROWS)
        leads += [
            {"course": each.course, "stage": each.stage.value, "since": each.since, "source": each.source, "owner": each.owner} for each in found
        ]
        entries = await standings.history(unit, organisation_id, contact_id, _MOST_LINES)
        history += [{"course": each.course, "what": each.word, "at": each.at, "reason": each.reason} for each in entries]
    return {"leads": leads, "course_history": history}


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who has an enrolment or is a lead."""
    return await queries.known(unit, organisation_id, contact_ids)


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Remove a person's enrolments, leads and their history."""
    return await queries.forget(unit, organisation_id, leaving.contact_ids)
