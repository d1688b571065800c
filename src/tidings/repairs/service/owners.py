"""Who brings a device: found among those who have the number or email, if their names fit, or made."""

from dataclasses import replace

from tidings.accounts.types import Organisation
from tidings.consent import service as consent
from tidings.consent.types import BoxState, ConsentStatus, Proof, Statement
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, Contact, Name, NewAddress, Rank
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import parse
from tidings.kernel.words import Channel, Purpose
from tidings.repairs import errors
from tidings.repairs.rules.values import language_of
from tidings.repairs.service.wording import COUNTER, COUNTER_SOURCE, version_of
from tidings.repairs.types import Owner

_LIFECYCLE = "customer"


async def owner_of(unit: Unit, organisation: Organisation, actor: str, owner: Owner) -> Contact:
    """Return the contact who brings a device, made if nobody fits, with what the counter adds to them and what they agreed to there.

    Of several who share a phone the one is meant whose name fits: somebody with another name is a contact of their own (SPEC A2).
    Raises Invalid for nobody, for somebody named twice and for an address that is none, NotFound for a contact that is not there.
    """
    found = await _named(unit, organisation, owner)
    contact = await _written(unit, organisation, actor, owner, found)
    await _agree(unit, organisation, actor, owner, contact)
    return contact


async def _named(unit: Unit, organisation: Organisation, owner: Owner) -> Contact | None:
    if owner.contact_id is not None:
        if owner.phone or owner.email:
            raise errors.owner_twice()
        return await contacts.contact(unit, organisation.id, owner.contact_id)
    if owner.phone:
        return await _fitting(unit, organisation, owner, AddressKind.PHONE, parse(owner.phone, organisation.region).e164)
    if owner.email:
        return await _fitting(unit, organisation, owner, AddressKind.EMAIL, owner.email.strip())
    raise errors.nobody()


async def _fitting(unit: Unit, organisation: Organisation, owner: Owner, kind: AddressKind, value: str) -> Contact | None:
    """Return who has an address and a name that fits, the first of them; None where nobody has.

    Somebody without a name is who has it alone, or one of several without a name, too: never one of those who are named.
    """
    address = await contacts.find_address(unit, organisation.id, kind, value)
    if address is None:
        return None
    sharing = (await contacts.contacts_at(unit, organisation.id, [address.id])).get(address.id, [])
    people = await contacts.people(unit, organisation.id, sharing)
    told = Name(owner.first_name, owner.last_name)
    for each in sharing:
        person = people[each]
        if len(sharing) > 1 and not (told.first or told.last) and (person.first_name or person.last_name):
            continue
        if contacts.alike(told, Name(person.first_name, person.last_name), other_email=False):
            return await contacts.contact(unit, organisation.id, each)
    return None


async def _written(unit: Unit, organisation: Organisation, actor: str, owner: Owner, found: Contact | None) -> Contact:
    """Make the contact, or add what the counter knows and they lack. A number of a client record stands behind their own."""
    known = {each.address.value.lower() for each in found.addresses} if found else set[str]()
    new = [
        NewAddress(kind, value, rank)
        for kind, value, rank in (
            (AddressKind.PHONE, owner.phone, Rank.PROFILE),
            (AddressKind.EMAIL, owner.email, Rank.PROFILE),
            (AddressKind.PHONE, owner.client_phone, Rank.SECOND),
        )
        if value and _plain(kind, value, organisation.region) not in known
    ]
    names = {"first_name": owner.first_name, "last_name": owner.last_name, "locale": owner.locale}
    if found is None:
        changes = replace(Changes(lifecycle=_LIFECYCLE, addresses=new), **{name: value for name, value in names.items() if value})
        return await contacts.create_contact(unit, organisation.id, actor, changes, organisation.region)
    lacking = {name: value for name, value in names.items() if value and not getattr(found, name)}
    if not lacking and not new:
        return found
    behind = [NewAddress(each.kind, each.value, max(each.rank, _rank_beside(found, each.kind))) for each in new]
    changes = replace(Changes(addresses=behind), **lacking)
    return await contacts.update_contact(unit, organisation.id, actor, found.id, changes, organisation.region)


def _plain(kind: AddressKind, value: str, region: str) -> str:
    return parse(value, region).e164 if kind is AddressKind.PHONE else value.strip().lower()


def _rank_beside(found: Contact, kind: AddressKind) -> int:
    """Return the best rank of a new address of somebody known: it is their own only where they have none of its kind."""
    return Rank.SECOND if any(each.address.kind is kind and each.rank == Rank.PROFILE for each in found.addresses) else Rank.PROFILE


async def _agree(unit: Unit, organisation: Organisation, actor: str, owner: Owner, contact: Contact) -> None:
    """Record what somebody said at the counter, in the words that the shop asks by."""
    if not owner.agreed:
        return
    wording = await version_of(unit, organisation.id, COUNTER, language_of(contact.locale, organisation.locale))
    said = [
        Statement(
            channel=channel,
            purpose=Purpose.TRANSACTIONAL,
            status=ConsentStatus.GRANTED,
            source=COUNTER_SOURCE,
            wording=None,
            at=unit.at,
            actor=actor,
            proof=Proof(box=BoxState.NONE, channels=list(owner.agreed), purposes=[Purpose.TRANSACTIONAL]),
            version=wording.ref,
        )
        for channel in dict.fromkeys(owner.agreed)
        if channel in Channel
    ]
    await consent.record(unit, organisation.id, [contact.id], said)
