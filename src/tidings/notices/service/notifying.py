"""Asking for notices: each once by its key, its first channel planned in the transaction that asks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError
from tidings.kernel.ids import ids_of
from tidings.notices import errors
from tidings.notices.queries import kinds as kind_rows
from tidings.notices.queries import notices as queries
from tidings.notices.rules import deciding
from tidings.notices.rules.checking import check_request
from tidings.notices.rules.deciding import why_refused
from tidings.notices.rules.rollouts import within
from tidings.notices.service.choosing import Wish, plans
from tidings.notices.service.grouping import keep
from tidings.notices.service.repeating import refused
from tidings.notices.service.sealing import sealed
from tidings.notices.service.starting import Start, start
from tidings.notices.types import Asked, Kind, Notice, NoticeReason, NoticeState, Plan, Request
from tidings.segments import service as segments


@dataclass(slots=True)
class _Desk:
    """Requests being answered: what is wrong by place, and who is meant by the others."""

    requests: Sequence[Request]
    kinds: Mapping[str, Kind]
    wrong: dict[int, TidingsError] = field(default_factory=dict[int, TidingsError])
    differs: dict[int, Sequence[str]] = field(default_factory=dict[int, Sequence[str]])
    people: dict[int, tuple[UUID, UUID | None]] = field(default_factory=dict[int, tuple[UUID, UUID | None]])


async def notify(unit: Unit, organisation_id: UUID, requests: Sequence[Request], *, exact: bool = False) -> list[Asked]:
    """Ask for notices, up to a thousand at once, and return what became of each, by its place.

    The key of a request makes it once among the notices of its kind: asked for again, by anybody, it is the notice that is there; for somebody
    else it is refused. With `exact` it is refused, too, if it asks for something else by the same key; rooms, whose keys name what happened and
    whose texts say how things stand, ask without. What is wrong with a request is told in its place and harms no other. An unknown phone
    number becomes a contact. A constant number of statements.
    """
    desk = _Desk(requests, await kind_rows.by_keys(unit, organisation_id, sorted({each.kind for each in requests})))
    found = await queries.by_keys(unit, organisation_id, [(each.kind, each.key) for each in requests])
    _check(desk, found)
    await _find_people(unit, organisation_id, desk, skip={place for place, each in enumerate(requests) if (each.kind, each.key) in found})
    drafts = await _drafts(unit, organisation_id, desk, found)
    made = await keep(unit, organisation_id, desk.kinds, drafts)
    await _begin(unit, organisation_id, desk, {place: each for place, each in made.items() if each.state is NoticeState.SENDING})
    if made:
        unit.changed(organisation_id, "notice")
    there = await queries.by_keys(unit, organisation_id, [(each.kind, each.key) for each in requests])
    repeated = {place: (each, there[each.kind, each.key]) for place, each in enumerate(requests) if place not in made and place not in desk.wrong}
    for place, (error, differs) in (await refused(unit, organisation_id, repeated, exact=exact)).items():
        desk.wrong[place], desk.differs[place] = error, differs
    return [_asked(place, each, desk, there, made) for place, each in enumerate(requests)]


def _asked(place: int, request: Request, desk: _Desk, there: Mapping[tuple[str, str], Notice], made: Mapping[int, Notice]) -> Asked:
    notice = there.get((request.kind, request.key))
    if place in desk.wrong or notice is None:
        return Asked(place, None, error=desk.wrong.get(place) or errors.no_person(), differs=desk.differs.get(place, ()))
    return Asked(place, notice, repeated=place not in made)


def _check(desk: _Desk, found: Mapping[tuple[str, str], Notice]) -> None:
    """Refuse what can't be asked for; what is there already is told although its kind was archived since."""
    for place, request in enumerate(desk.requests):
        kind = desk.kinds.get(request.kind)
        try:
            if kind is None or (kind.archived_at is not None and (request.kind, request.key) not in found):
                raise errors.no_kind(request.kind)
            check_request(request)
        except TidingsError as error:
            desk.wrong[place] = error


async def _find_people(unit: Unit, organisation_id: UUID, desk: _Desk, *, skip: set[int]) -> None:
    """Find out who is meant by each request that is new."""
    asking = {place: each for place, each in enumerate(desk.requests) if place not in desk.wrong and place not in skip}
    named = {place: each.contact_id for place, each in asking.items() if each.contact_id is not None}
    known = await contacts.people(unit, organisation_id, list(set(named.values()))) if named else {}
    for place, contact_id in named.items():
        if contact_id in known:
            desk.people[place] = (contact_id, None)
        else:
            desk.wrong[place] = errors.no_person()
    written = {place: each.address.strip() for place, each in asking.items() if each.address is not None}
    await _find_phones(unit, organisation_id, desk, {place: each for place, each in written.items() if "@" not in each})
    await _find_emails(unit, organisation_id, desk, {place: each for place, each in written.items() if "@" in each})


async def _find_phones(unit: Unit, organisation_id: UUID, desk: _Desk, written: Mapping[int, str]) -> None:
    if not written:
        return
    places = list(written)
    region = (await accounts.organisation(unit, organisation_id)).region
    resolved, rejected = await contacts.resolve_phones(unit, organisation_id, list(written.values()), region)
    for each in resolved:
        desk.people[places[each.position]] = (each.contact_id, each.address_id)
    for each in rejected:
        desk.wrong[places[each.position]] = errors.unreadable(each.code, each.reason, each.fix)


async def _find_emails(unit: Unit, organisation_id: UUID, desk: _Desk, written: Mapping[int, str]) -> None:
    if not written:
        return
    found = await contacts.addresses_by_value(unit, organisation_id, AddressKind.EMAIL, list(set(written.values())))
    owners = await contacts.contacts_at(unit, organisation_id, [each.id for each in found.values()])
    for place, email in written.items():
        address = found.get(email)
        whose = owners.get(address.id, ()) if address else ()
        if address is None or not whose:
            desk.wrong[place] = errors.unknown_email()
        else:
            desk.people[place] = (whose[0], address.id)


async def _drafts(unit: Unit, organisation_id: UUID, desk: _Desk, found: Mapping[tuple[str, str], Notice]) -> dict[int, Notice]:
    """Return the notices that are new, by place; the same key twice in a batch is one."""
    listed = await _listed(unit, organisation_id, desk)
    keys, fresh = await unit.keys(organisation_id), ids_of(unit.at)
    seen = set(found)
    drafts: dict[int, Notice] = {}
    for place, (contact_id, address_id) in sorted(desk.people.items()):
        request = desk.requests[place]
        kind = desk.kinds[request.kind]
        if place in desk.wrong or (request.kind, request.key) in seen:
            continue
        seen.add((request.kind, request.key))
        among = within(kind.key, contact_id, kind.settings.rollout.percent) and (kind.key not in listed or contact_id in listed[kind.key])
        drafts[place] = Notice(
            id=next(fresh),
            kind=kind.key,
            key=request.key,
            contact_id=contact_id,
            address_id=address_id,
            subject_kind=request.subject_kind,
            subject_id=request.subject_id,
            state=NoticeState.SENDING if among else NoticeState.LEFT_OUT,
            reason=None if among else NoticeReason.NOT_IN_ROLLOUT,
            plan=None,
            joined_id=None,
            sealed=sealed(request.data, keys),
            created_at=unit.at,
            expires_at=unit.at + kind.settings.expires_after,
            next_look=unit.at if among else None,
            ended_at=None if among else unit.at,
            urgent=request.urgent,
        )
    return drafts


async def _listed(unit: Unit, organisation_id: UUID, desk: _Desk) -> dict[str, set[UUID]]:
    """Return, of each kind whose rollout names a segment, who of the people meant is in it."""
    listed: dict[str, set[UUID]] = {}
    for kind in desk.kinds.values():
        segment_id = kind.settings.rollout.segment_id
        meant = list({contact_id for place, (contact_id, _) in desk.people.items() if desk.requests[place].kind == kind.key})
        if segment_id is not None and meant:
            listed[kind.key] = await segments.among(unit, organisation_id, segment_id, meant)
    return listed


async def _begin(unit: Unit, organisation_id: UUID, desk: _Desk, made: Mapping[int, Notice]) -> None:
    """Plan the first channel of new notices, or end those that no channel can carry."""
    said = {each.id: desk.requests[place].data for place, each in made.items()}
    wishes = [
        Wish(each.id, desk.kinds[each.kind], each.contact_id, each.address_id, said[each.id], first=desk.requests[place].first, urgent=each.urgent)
        for place, each in made.items()
    ]
    notices = list(made.values())
    found = await plans(unit, organisation_id, wishes)
    starts = [Start(each, desk.kinds[each.kind], chosen, 0, said[each.id]) for each in notices if (chosen := deciding.first_entries(found[each.id]))]
    begun = await start(unit, organisation_id, starts)
    looks = {each.notice_id: each.silent_at for each in reversed(begun) if not each.beside}
    await _written(unit, organisation_id, notices, found, looks)


async def _written(unit: Unit, organisation_id: UUID, notices: Iterable[Notice], found: Mapping[UUID, Plan], looks: Mapping[UUID, Any]) -> None:
    changed = [
        replace(each, plan=found[each.id], next_look=min(looks[each.id], each.expires_at))
        if each.id in looks
        else replace(each, plan=found[each.id], state=NoticeState.REFUSED, reason=why_refused(found[each.id]), next_look=None, ended_at=unit.at)
        for each in notices
    ]
    if changed:
        await queries.update(unit, organisation_id, changed)
