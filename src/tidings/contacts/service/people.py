"""Contacts and their addresses, one by one and in batches."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from uuid import UUID

from tidings.accounts.service import record_audit
from tidings.contacts.errors import contact_merged, external_id_taken, no_contact
from tidings.contacts.queries import merging, searching, undoing
from tidings.contacts.queries import people as queries
from tidings.contacts.queries.people import SealedAddress
from tidings.contacts.queries.searching import Search
from tidings.contacts.rules import fields, inference
from tidings.contacts.rules.attributes import check_required, checked
from tidings.contacts.service.attributes import schema
from tidings.contacts.types import UNSET, Address, AddressKind, Changes, Contact, Filter, NewAddress, OwnedAddress, Person, Schema, Told, Unset
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.paging import MOST_COUNTED, Page, decode_cursor, encode_cursor
from tidings.kernel.phone import LineType, Phone, parse


async def people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, Person]:
    """Return what rendering needs of those contacts that are there."""
    return {person.contact_id: person for person in await queries.people(unit, organisation_id, contact_ids)}


async def addresses(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> dict[UUID, Address]:
    """Open addresses by id."""
    keys = await unit.keys(organisation_id)
    return {each.id: _opened(each, keys) for each in await queries.sealed(unit, organisation_id, address_ids)}


async def find_address(unit: Unit, organisation_id: UUID, kind: AddressKind, value: str) -> Address | None:
    """Find an address by its value: E.164, an email in any case, or a WhatsApp user's id."""
    return (await addresses_by_value(unit, organisation_id, kind, [value])).get(value)


async def addresses_by_value(unit: Unit, organisation_id: UUID, kind: AddressKind, values: Sequence[str]) -> dict[str, Address]:
    """Find addresses by their values, each E.164, an email or a WhatsApp user's id; those not known are left out."""
    keys = await unit.keys(organisation_id)
    asked = {lookup: value for value in values for lookup in keys.indexes(kind, _key(kind, value))}
    found = await queries.sealed_at(unit, organisation_id, kind, list(asked))
    return {asked[each.lookup]: _opened(each, keys) for each in found}


async def contacts_at(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Return who uses each address; the first is the one meant where only one can be: lowest rank, then oldest contact."""
    found: dict[UUID, list[UUID]] = {}
    for address_id, contact_id in await queries.owners(unit, organisation_id, address_ids):
        found.setdefault(address_id, []).append(contact_id)
    return found


async def contact(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Contact:
    """Return a contact with its addresses. Raises NotFound."""
    found = await queries.contact(unit, organisation_id, contact_id)
    if found is None:
        into = await merging.merged_into(unit, organisation_id, contact_id)
        raise no_contact(contact_id) if into is None else contact_merged(contact_id, into)
    return (await with_addresses(unit, organisation_id, [found]))[0]


async def contacts_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, Contact]:
    """Return contacts with their addresses, by id; those that are not there are left out. Two statements."""
    found = await undoing.contacts(unit, organisation_id, contact_ids)
    return {each.id: each for each in await with_addresses(unit, organisation_id, list(found.values()))}


async def list_contacts(unit: Unit, organisation_id: UUID, wanted: Filter, cursor: str | None, limit: int, region: str) -> Page[Contact]:
    """Return contacts that fit, oldest first, with their addresses; `region` reads a national phone number of the filter."""
    after = UUID(decode_cursor(cursor, 1)[0]) if cursor else None
    rows = await searching.page(unit, organisation_id, await search_of(unit, organisation_id, wanted, region), after, limit + 1)
    shown = await with_addresses(unit, organisation_id, rows[:limit])
    return Page(shown, encode_cursor(str(shown[-1].id)) if len(rows) > limit else None)


async def count_contacts(unit: Unit, organisation_id: UUID, wanted: Filter, region: str) -> int:
    """Return how many contacts fit, `MOST_COUNTED` + 1 if there are more; reads the filter as `list_contacts` does."""
    return await searching.count(unit, organisation_id, await search_of(unit, organisation_id, wanted, region), MOST_COUNTED + 1)


async def create_contact(unit: Unit, organisation_id: UUID, actor: str, changes: Changes, region: str) -> Contact:
    """Make a contact; `region` reads national phone numbers. Several contacts may share an address.

    Raises Invalid on a field that does not fit, Conflict if the external id is taken.
    """
    blank = Contact(new_id(unit.at), None, None, None, None, None, None, None, None, "lead", (), {}, unit.at, unit.at, None, None)
    return await _write(unit, organisation_id, actor, blank, changes, region, new=True)


async def update_contact(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, changes: Changes, region: str) -> Contact:
    """Change a contact. Raises NotFound, Invalid, or Conflict if the external id is taken.

    An emptied time zone or locale is inferred anew from the country and the phone.
    """
    present = await queries.contact(unit, organisation_id, contact_id, hold=True)
    if present is None:
        raise no_contact(contact_id)
    return await _write(unit, organisation_id, actor, present, changes, region, new=False)


async def _write(unit: Unit, organisation_id: UUID, actor: str, present: Contact, changes: Changes, region: str, *, new: bool) -> Contact:
    country = _checked(changes.country, present.country, fields.country)
    keys = await unit.keys(organisation_id)
    read = [_read(address, country or region) for address in changes.addresses]
    held = (await with_addresses(unit, organisation_id, [present]))[0] if not new else present
    phone = _main_phone(read, held)
    declared = await schema(unit, organisation_id)
    changed = _inferred(_placed(_merged(present, changes, country, declared), changes, phone), changes, phone)
    check_required(changed.attributes, declared)
    if changed.external_id and changed.external_id != present.external_id:
        other = await merging.known_elsewhere(unit, organisation_id, changed.external_id)
        if other not in {None, changed.id}:
            raise external_id_taken(changed.external_id)
    if not await queries.save(unit, organisation_id, changed, new=new):
        raise external_id_taken(changed.external_id or "")
    if read:
        sealed = [_sealed(each, address, keys, new_id(unit.at)) for each, address in zip(read, changes.addresses, strict=True)]
        domains = [each.rpartition("@")[2] if isinstance(each, str) and "@" in each else None for each in read]
        await queries.add_addresses(unit, organisation_id, sealed, domains)
        await queries.own(unit, organisation_id, changed.id, sealed)
    what = sorted(each.name for each in dataclass_fields(changes) if getattr(changes, each.name) not in (UNSET, ()))
    await record_audit(unit, organisation_id, actor, "contact.created" if new else "contact.updated", f"contact:{changed.id}", {"fields": what})
    return await contact(unit, organisation_id, changed.id)


def _merged(present: Contact, changes: Changes, country: str | None, declared: Schema) -> Contact:
    attributes = dict(present.attributes)
    if not isinstance(changes.attributes, Unset):
        given = checked(changes.attributes, declared)
        attributes = {name: value for name, value in (attributes | given).items() if value is not None}
    if len(attributes) > fields.MOST_ATTRIBUTES:
        raise Invalid("too_many_attributes", f"There are more than {fields.MOST_ATTRIBUTES}.", field="attributes", fix="Remove some.")
    return replace(
        present,
        external_id=_checked(changes.external_id, present.external_id, fields.external_id),
        first_name=_checked(changes.first_name, present.first_name, lambda value: fields.text(value, "first_name")),
        last_name=_checked(changes.last_name, present.last_name, lambda value: fields.text(value, "last_name")),
        country=country,
        postcode=_checked(changes.postcode, present.postcode, fields.postcode),
        lifecycle=present.lifecycle if isinstance(changes.lifecycle, Unset) else fields.lifecycle(changes.lifecycle),
        tags=present.tags if isinstance(changes.tags, Unset) else fields.tags(changes.tags),
        attributes=attributes,
    )


def _inferred(contact: Contact, changes: Changes, phone: Phone | None) -> Contact:
    """Set time zone, locale and country as declared, else infer again what was inferred before."""
    country = contact.country or (phone.country if phone and changes.country is UNSET else None)
    zone, words = inference.time_zone(contact.country, phone, contact.region, contact.postcode), inference.locale(contact.country, phone)
    if isinstance(changes.time_zone, str):
        zone = inference.Guess(fields.time_zone(changes.time_zone), Told.DECLARED)
    elif isinstance(changes.time_zone, Unset) and (contact.time_zone_source == Told.DECLARED or zone.value is None):
        zone = inference.Guess(contact.time_zone, Told(contact.time_zone_source) if contact.time_zone_source else None)
    if isinstance(changes.locale, str):
        words = inference.Guess(fields.locale(changes.locale), Told.DECLARED)
    elif isinstance(changes.locale, Unset) and (contact.locale_source == Told.DECLARED or words.value is None):
        words = inference.Guess(contact.locale, Told(contact.locale_source) if contact.locale_source else None)
    return replace(contact, country=country, time_zone=zone.value, time_zone_source=zone.told, locale=words.value, locale_source=words.told)


def _placed(contact: Contact, changes: Changes, phone: Phone | None) -> Contact:
    """Set the region, read in the contact's country, else the number's: "FL" is Florida only for somebody of the United States."""
    country = contact.country or (phone.country if phone else None)
    return replace(contact, region=_checked(changes.region, contact.region, lambda value: fields.region(value, country)))


def _checked(given: str | Unset | None, present: str | None, check: Callable[[str], str | None]) -> str | None:
    if isinstance(given, Unset):
        return present
    return check(given) if given is not None else None


def _main_phone(read: Iterable[Phone | str], held: Contact) -> Phone | None:
    """Return the phone to infer from: the first new one, else the preferred one that the contact has."""
    for each in read:
        if isinstance(each, Phone):
            return each
    for owned in held.addresses:
        if owned.address.kind is AddressKind.PHONE:
            return parse(owned.address.value, "FR")
    return None


def _read(address: NewAddress, region: str) -> Phone | str:
    if address.kind is AddressKind.PHONE:
        return parse(address.value, region)
    return fields.email(address.value) if address.kind is AddressKind.EMAIL else fields.whatsapp_user(address.value)


def _sealed(read: Phone | str, given: NewAddress, keys: OrganisationKeys, identifier: UUID) -> SealedAddress:
    kind, line, (zones, regions) = given.kind, None, inference.NOWHERE
    if isinstance(read, Phone):
        value, country, line, (zones, regions) = read.e164, read.country, read.kind, inference.reach(read)
    else:
        value, country = read, fields.country_of_user(read) if kind is AddressKind.WHATSAPP_USER else None
    return SealedAddress(
        identifier, kind, keys.seal(kind, value), country, line, keys.index(kind, _key(kind, value)), None, given.rank, zones=zones, regions=regions
    )


def _key(kind: AddressKind, value: str) -> str:
    return fields.email_key(value) if kind is AddressKind.EMAIL else value


def _opened(sealed: SealedAddress, keys: OrganisationKeys) -> Address:
    kind = AddressKind(sealed.kind)
    line = LineType(sealed.line_type) if sealed.line_type else None
    return Address(sealed.id, kind, keys.open_text(kind, sealed.sealed), sealed.country, line, sealed.lookup)


async def know_email(unit: Unit, organisation_id: UUID, value: str) -> Address:
    """Keep an email that need not be anybody's yet, and return it: nothing is sent to somebody by an address that is not theirs. Raises Invalid."""
    read = fields.email(value)
    sealed = _sealed(read, NewAddress(AddressKind.EMAIL, value), await unit.keys(organisation_id), new_id(unit.at))
    await queries.add_addresses(unit, organisation_id, [sealed], [read.rpartition("@")[2]])
    return (await addresses_by_value(unit, organisation_id, AddressKind.EMAIL, [read]))[read]


async def forget_unowned(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> int:
    """Delete addresses that are nobody's; those that somebody has stay. Returns how many."""
    return await queries.delete_unowned(unit, organisation_id, address_ids) if address_ids else 0


async def mark_verified(unit: Unit, organisation_id: UUID, contact_id: UUID, address_id: UUID, how: str | None) -> bool:
    """Note how a contact showed an address to be theirs, None: that nobody did; False if it is not theirs any more."""
    return await queries.mark_verified(unit, organisation_id, contact_id, address_id, how)


async def with_addresses(unit: Unit, organisation_id: UUID, found: Sequence[Contact]) -> list[Contact]:
    """Add to contacts their addresses, opened."""
    if not found:
        return []
    keys = await unit.keys(organisation_id)
    owned: dict[UUID | None, list[OwnedAddress]] = {}
    for each in await queries.sealed_of(unit, organisation_id, [contact.id for contact in found]):
        owned.setdefault(each.contact_id, []).append(OwnedAddress(_opened(each, keys), each.rank, each.verified_at, each.verified_how))
    return [replace(contact, addresses=tuple(owned.get(contact.id, ()))) for contact in found]


async def search_of(unit: Unit, organisation_id: UUID, wanted: Filter, region: str) -> Search:
    """Make a filter ready for the database. Raises Invalid on a field that does not fit."""
    keys = await unit.keys(organisation_id)
    lookups: list[tuple[AddressKind, Sequence[bytes]]] = []
    if wanted.phone is not None:
        lookups.append((AddressKind.PHONE, keys.indexes(AddressKind.PHONE, parse(wanted.phone, region).e164)))
    if wanted.email is not None:
        lookups.append((AddressKind.EMAIL, keys.indexes(AddressKind.EMAIL, fields.email_key(fields.email(wanted.email)))))
    if wanted.whatsapp_user is not None:
        kind = AddressKind.WHATSAPP_USER
        lookups.append((kind, keys.indexes(kind, fields.whatsapp_user(wanted.whatsapp_user))))
    return Search(
        fields.words(wanted.name) if wanted.name else (),
        lookups,
        wanted.tag,
        fields.lifecycle(wanted.lifecycle) if wanted.lifecycle else None,
        fields.country(wanted.country) if wanted.country else None,
        dict(wanted.attributes),
    )
