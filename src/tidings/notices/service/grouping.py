"""Gathering: of kinds that say several at once one notice waits for each person, and the others join it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.notices.queries import notices as queries
from tidings.notices.rules import deciding
from tidings.notices.types import Kind, Notice, NoticeReason, NoticeState, Tried


async def keep(unit: Unit, organisation_id: UUID, kinds: Mapping[str, Kind], drafts: Mapping[int, Notice]) -> dict[int, Notice]:
    """Write new notices and return those that are; of kinds that gather, one waits for each person and the others join it."""
    gathering = {place: each for place, each in drafts.items() if kinds[each.kind].settings.group_within and each.state is NoticeState.SENDING}
    alone = {place: each for place, each in drafts.items() if place not in gathering}
    made = await _inserted(unit, organisation_id, alone)
    if gathering:
        made |= await _gathered(unit, organisation_id, kinds, gathering)
    return made


async def _gathered(unit: Unit, organisation_id: UUID, kinds: Mapping[str, Kind], drafts: Mapping[int, Notice]) -> dict[int, Notice]:
    """Join what waits already, else wait for others. What is just being sent is not joined: then a notice goes by itself, at once."""
    people = sorted({(each.kind, each.contact_id) for each in drafts.values()})
    held = await queries.gathering(unit, organisation_id, people, hold=True)
    leaving = (await queries.gathering(unit, organisation_id, people, hold=False)).keys() - held.keys()
    first = {
        (each.kind, each.contact_id): place
        for place, each in sorted(drafts.items(), reverse=True)
        if (each.kind, each.contact_id) not in held and (each.kind, each.contact_id) not in leaving
    }
    waiting = {place: _waiting(drafts[place], kinds[drafts[place].kind]) for place in first.values()}
    made = await _inserted(unit, organisation_id, waiting)
    held |= {(each.kind, each.contact_id): each.id for each in made.values()}
    rest = {place: each for place, each in drafts.items() if place not in waiting}
    joining = {place: _joined(each, held[each.kind, each.contact_id]) for place, each in rest.items() if (each.kind, each.contact_id) in held}
    made |= await _inserted(unit, organisation_id, joining)
    made |= await _inserted(unit, organisation_id, {place: each for place, each in drafts.items() if place not in joining and place not in made})
    return made


async def _inserted(unit: Unit, organisation_id: UUID, drafts: Mapping[int, Notice]) -> dict[int, Notice]:
    if not drafts:
        return {}
    new = await queries.insert(unit, organisation_id, list(drafts.values()))
    return {place: each for place, each in drafts.items() if each.id in new}


def _waiting(draft: Notice, kind: Kind) -> Notice:
    window = kind.settings.group_within
    return replace(draft, state=NoticeState.WAITING, next_look=draft.created_at + window if window else draft.next_look)


def _joined(draft: Notice, leader: UUID) -> Notice:
    return replace(draft, state=NoticeState.GROUPED, reason=NoticeReason.SAID_TOGETHER, joined_id=leader, next_look=None, ended_at=draft.created_at)


async def hand_over(unit: Unit, organisation_id: UUID, cancelled: Sequence[tuple[Notice, Sequence[Tried]]]) -> None:
    """Have what others had to say said by the first of them, where the notice that was to say it was taken back before anything had left.

    The notices come as they stood before. Whoever succeeds one that waited waits as long; another's is due at once.
    """
    leaders = {notice.id: notice for notice, tried in cancelled if not notice.state.ended and deciding.nothing_left(tried)}
    if not leaders:
        return
    heirs: dict[UUID, Notice] = {}
    for each in await queries.joined(unit, organisation_id, list(leaders)):
        if each.joined_id is not None and each.expires_at > unit.at:
            heirs.setdefault(each.joined_id, each)
    placed = [
        replace(heir, state=leaders[leader].state, next_look=leaders[leader].next_look if leaders[leader].state is NoticeState.WAITING else unit.at)
        for leader, heir in heirs.items()
    ]
    if placed:
        await queries.succeed(unit, organisation_id, placed)
