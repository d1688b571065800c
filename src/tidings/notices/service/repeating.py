"""Keys that are asked for again: by the same person's request they name the notice that is there, by anybody else's they are taken.

Whoever asks from outside is told, too, if what they ask for is not what the key stands for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind
from tidings.infra.db.unit import Unit
from tidings.kernel import phone
from tidings.kernel.errors import TidingsError
from tidings.notices import errors
from tidings.notices.rules.repeating import differing
from tidings.notices.service.sealing import data_of
from tidings.notices.types import Notice, Request

_NOBODY = frozenset[UUID]()


@dataclass(frozen=True, slots=True)
class _Target:
    """Whom a request means, and the address that it names, where that is known."""

    people: frozenset[UUID]
    address_id: UUID | None = None


async def refused(
    unit: Unit, organisation_id: UUID, repeated: Mapping[int, tuple[Request, Notice]], *, exact: bool
) -> dict[int, tuple[TidingsError, Sequence[str]]]:
    """Return what is wrong with requests whose keys name notices that are there, by place, with what differs. Nobody is made a contact.

    A notice to somebody else is in the way of any request: the one who is meant would hear nothing. With `exact` one that says something else is.
    """
    if not repeated:
        return {}
    meant = await _meant(unit, organisation_id, {place: request for place, (request, _) in repeated.items()})
    others = await _of_others(unit, organisation_id, {place: notice for place, (_, notice) in repeated.items()}, meant)
    wrong: dict[int, tuple[TidingsError, Sequence[str]]] = {place: (errors.key_of_another(), ()) for place in others}
    if exact:
        keys = await unit.keys(organisation_id)
        for place, (request, notice) in repeated.items():
            differs = differing(request, notice, data_of(notice, keys), meant[place].address_id)
            if differs and place not in wrong:
                wrong[place] = errors.key_of_something_else(differs), differs
    return wrong


async def _of_others(unit: Unit, organisation_id: UUID, notices: Mapping[int, Notice], meant: Mapping[int, _Target]) -> set[int]:
    elsewhere = {place: each.contact_id for place, each in notices.items() if each.contact_id not in meant[place].people}
    if not elsewhere:
        return set()
    own = await contacts.families(unit, organisation_id, sorted(set(elsewhere.values())))
    return {place for place, contact_id in elsewhere.items() if meant[place].people.isdisjoint(own.get(contact_id, ()))}


async def _meant(unit: Unit, organisation_id: UUID, requests: Mapping[int, Request]) -> dict[int, _Target]:
    """Return who may be meant by each request: of an address all who use it."""
    meant = {place: _Target(frozenset({each.contact_id}) if each.contact_id else _NOBODY) for place, each in requests.items()}
    written = {place: each.address.strip() for place, each in requests.items() if each.address is not None}
    if not written:
        return meant
    region = (await accounts.organisation(unit, organisation_id)).region
    values = {place: (AddressKind.EMAIL, each) if "@" in each else (AddressKind.PHONE, _number(each, region)) for place, each in written.items()}
    found: dict[tuple[AddressKind, str], UUID] = {}
    for kind in (AddressKind.PHONE, AddressKind.EMAIL):
        asked = sorted({value for own, value in values.values() if own is kind})
        known = await contacts.addresses_by_value(unit, organisation_id, kind, asked) if asked else {}
        found |= {(kind, value): each.id for value, each in known.items()}
    owners: Mapping[UUID, Sequence[UUID]] = await contacts.contacts_at(unit, organisation_id, sorted(found.values()))
    for place, value in values.items():
        if value in found:
            meant[place] = _Target(meant[place].people.union(owners.get(found[value], ())), found[value])
    return meant


def _number(written: str, region: str) -> str:
    """Return a number as it is stored; what is none is nobody's."""
    try:
        return phone.parse(written, region).e164
    except TidingsError:
        return written
