"""Keys that are asked for again: by the same person's request they name the notice that is there, by anybody else's they are taken."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind
from tidings.infra.db.unit import Unit
from tidings.kernel import phone
from tidings.kernel.errors import TidingsError
from tidings.notices.types import Notice, Request


async def of_others(unit: Unit, organisation_id: UUID, repeated: Mapping[int, tuple[Request, Notice]]) -> Collection[int]:
    """Return the places of requests whose key names a notice to somebody else: the one who is meant would hear nothing. Nobody is made a contact."""
    meant = await _meant(unit, organisation_id, {place: request for place, (request, _) in repeated.items()})
    elsewhere = {place: notice.contact_id for place, (_, notice) in repeated.items() if notice.contact_id not in meant[place]}
    if not elsewhere:
        return ()
    own = await contacts.families(unit, organisation_id, sorted(set(elsewhere.values())))
    return {place for place, contact_id in elsewhere.items() if meant[place].isdisjoint(own.get(contact_id, ()))}


async def _meant(unit: Unit, organisation_id: UUID, requests: Mapping[int, Request]) -> dict[int, set[UUID]]:
    """Return who may be meant by each request: of an address all who use it."""
    meant = {place: {each.contact_id} if each.contact_id else set[UUID]() for place, each in requests.items()}
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
        meant[place].update(owners.get(found[value], ()) if value in found else ())
    return meant


def _number(written: str, region: str) -> str:
    """Return a number as it is stored; what is none is nobody's."""
    try:
        return phone.parse(written, region).e164
    except TidingsError:
        return written
