"""What rooms that ask for notices have to know of them: whom a notice would reach now, where notices stand, and taking many back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.notices.queries import attempts, signals
from tidings.notices.queries import notices as queries
from tidings.notices.service.choosing import Wish, plans
from tidings.notices.service.following import tried_of
from tidings.notices.service.kinds import kind
from tidings.notices.types import Notice, Plan, Shown, SignalWhat


async def reachable(unit: Unit, organisation_id: UUID, key: str, data: Mapping[UUID, Mapping[str, Any]]) -> Mapping[UUID, Plan]:
    """Say, by contact, by which channels a notice of a kind would leave at this hour, and why not by others. Nothing is kept. Raises NotFound.

    `data` is what it would say to each. A constant number of statements.
    """
    found = await kind(unit, organisation_id, key)
    wishes = [Wish(contact_id, found, contact_id, None, said) for contact_id, said in data.items()]
    return await plans(unit, organisation_id, wishes, now=True)


async def several(unit: Unit, organisation_id: UUID, notice_ids: Sequence[UUID]) -> Mapping[UUID, Shown]:
    """Return notices by id with their attempts; three statements."""
    found = await queries.by_ids(unit, organisation_id, notice_ids)
    tried = await tried_of(unit, organisation_id, [each.id for each in found])
    return {each.id: Shown(each, tried.get(each.id, ())) for each in found}


async def by_sources(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> Mapping[UUID, Notice]:
    """Return the notices that were tried by sources of the ledger, by these; what is no notice is left out. Two statements."""
    tried = {each.source_id: each.notice_id for each in await attempts.of_sources(unit, organisation_id, source_ids)}
    found = {each.id: each for each in await queries.by_ids(unit, organisation_id, sorted(set(tried.values())))}
    return {source_id: found[notice_id] for source_id, notice_id in tried.items() if notice_id in found}


async def withdraw(unit: Unit, organisation_id: UUID, notice_ids: Sequence[UUID]) -> None:
    """Have nothing more of notices leave, because what they say is over: what is queued is taken back at once, the rest by a worker. No audit."""
    if notice_ids:
        await signals.of_notices(unit, organisation_id, notice_ids, SignalWhat.CANCELLED)
        await messages.withdraw(unit, organisation_id, [each.source_id for each in await attempts.of_notices(unit, organisation_id, notice_ids)])


async def times_told(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], subject_kind: str, subject_ids: Sequence[str]
) -> Mapping[tuple[UUID, str, str], int]:
    """Return how many notices people have of some subjects, by person, subject and kind: whoever answers repetitions asks. One statement."""
    return await queries.times_told(unit, organisation_id, contact_ids, subject_kind, subject_ids)
