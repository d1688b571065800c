"""Remembering: what worked for people before, for kinds that ask for smart choice, and whether that choice would have been better."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.messages import service as messages
from tidings.notices.queries import habits as queries
from tidings.notices.rules.cascades import HABITS_NOTICES, HABITS_OF
from tidings.notices.rules.habits import Past, compare, habits_of
from tidings.notices.service.kinds import kind
from tidings.notices.types import Comparison, Habit, Tried

_COMPARED_FOR = timedelta(days=30)
_COMPARED_AT_MOST = 2000


async def habits(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, Sequence[Habit]]:
    """Return what each channel did for people lately: three statements, none for nobody."""
    if not contact_ids:
        return {}
    past = await _past(unit, organisation_id, contact_ids, unit.at - HABITS_OF)
    return {contact_id: habits_of(past.get(contact_id, Past()), unit.at) for contact_id in contact_ids}


async def compare_choice(unit: Unit, organisation_id: UUID, key: str) -> Comparison:
    """Say what smart choice would have done with the notices of a kind of the last thirty days, 2,000 at most. Raises NotFound.

    Each is judged by what was known before it, so the comparison is on later data than the choice.
    """
    possible = list((await kind(unit, organisation_id, key)).settings.templates)
    meant = await queries.newest_of_kind(unit, organisation_id, key, unit.at - _COMPARED_FOR, _COMPARED_AT_MOST)
    if not meant:
        return Comparison()
    people = list({contact_id for _, contact_id in meant})
    past = await _past(unit, organisation_id, people, unit.at - _COMPARED_FOR - HABITS_OF)
    by_notice: dict[UUID, list[Tried]] = defaultdict(list)
    for known in past.values():
        for each in known.tried:
            by_notice[each.attempt.notice_id].append(each)
    found = [compare(by_notice.get(notice_id, ()), past.get(contact_id, Past()), possible, unit.at) for notice_id, contact_id in meant]
    return sum(found, Comparison())


async def _past(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> dict[UUID, Past]:
    attempts = await queries.attempts_of_people(unit, organisation_id, contact_ids, since, HABITS_NOTICES)
    standings = await messages.standings(unit, organisation_id, [each.source_id for _, each in attempts])
    tried: dict[UUID, list[Tried]] = defaultdict(list)
    for contact_id, each in attempts:
        tried[contact_id].append(Tried(each, standings.get(each.source_id)))
    engaged: dict[UUID, list[tuple[Channel, datetime]]] = defaultdict(list)
    for contact_id, channel, at in await contacts.engagements(unit, organisation_id, contact_ids, since):
        engaged[contact_id].append((channel, at))
    return {contact_id: Past(tried[contact_id], engaged[contact_id]) for contact_id in contact_ids}
