"""Whose the simulator's phones are: who plays a story knows people by their names, the simulator by their numbers."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from pydantic import Field

from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Filter
from tidings.infra import web
from tidings.infra.db.unit import Unit

_MOST = 20
"""Of people of one name, so many are enough to see that the name has to be typed on."""


class PhonePerson(web.Output):
    """A contact who has this number."""

    id: UUID
    name: str = Field(examples=["Nora Petit"])


async def owners(unit: Unit, organisation_id: UUID, numbers: Sequence[str]) -> Mapping[str, list[PhonePerson]]:
    """Return who of the contacts has each number: whoever is meant by it first; nobody is left out for sharing one, those without a name are."""
    at = await contacts.addresses_by_value(unit, organisation_id, AddressKind.PHONE, numbers)
    held = await contacts.contacts_at(unit, organisation_id, [each.id for each in at.values()])
    people = await contacts.people(unit, organisation_id, sorted({each for ids in held.values() for each in ids}))
    named = {each.contact_id: " ".join(filter(None, (each.first_name, each.last_name))) for each in people.values()}
    return {
        number: [PhonePerson(id=each, name=named[each]) for each in held.get(address.id, ()) if named.get(each)] for number, address in at.items()
    }


async def numbers_of(unit: Unit, organisation_id: UUID, name: str, region: str) -> list[str]:
    """Return the numbers of contacts with such a name, each word of it the beginning of one of theirs."""
    page = await contacts.list_contacts(unit, organisation_id, Filter(name=name), None, _MOST, region)
    return list(dict.fromkeys(each.address.value for contact in page.rows for each in contact.addresses if each.address.kind is AddressKind.PHONE))
