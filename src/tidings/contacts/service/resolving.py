"""From lists of phone numbers, emails and ids to contacts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.contacts.queries import resolving as queries
from tidings.contacts.queries import whatsapp
from tidings.contacts.queries.resolving import NewAddress, Owner
from tidings.contacts.rules.fields import country_of_user, email, email_key, kind_of
from tidings.contacts.rules.inference import locale, reach, time_zone
from tidings.contacts.rules.masks import masked_input
from tidings.contacts.types import REACHED_BY, AddressKind, Rejected, Resolved
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.phone import Phone, parse_many
from tidings.kernel.words import Channel

LIFECYCLE = "lead"
"""Of contacts that are made on the way."""
_NOBODY: Mapping[Any, UUID] = {}


async def resolve_phones(
    unit: Unit, organisation_id: UUID, phones: Sequence[str], region: str, given: Mapping[str, UUID] = _NOBODY
) -> tuple[list[Resolved], list[Rejected]]:
    """Find each number's contact, or make one; `region` reads national writings. A number in `given` (E.164) that nobody has becomes that contact's.

    Two writings of one number lead to the same contact. Of a number that several people share, the first owner is meant
    (see `contacts_at`). At most six statements whatever the length, and callers with the same numbers at the same time
    get the same contacts.
    """
    rejected: list[Rejected] = []
    by_number: dict[str, tuple[Phone, list[int]]] = {}
    for position, (text, found) in enumerate(zip(phones, parse_many(phones, region), strict=True)):
        if isinstance(found, Invalid):
            rejected.append(Rejected(position, masked_input(text), found.code, found.message, found.fix or ""))
        else:
            by_number.setdefault(found.e164, (found, []))[1].append(position)
    if not by_number:
        return [], rejected
    keys = await unit.keys(organisation_id)
    staged = {new.lookup: (new, positions) for phone, positions in by_number.values() for new in [_staged(phone, keys, unit.at)]}
    for_whom = {keys.index(AddressKind.PHONE, number): given[number] for number in by_number.keys() & given.keys()}
    owners, created = await _owners(unit, organisation_id, AddressKind.PHONE, {lookup: new for lookup, (new, _) in staged.items()}, for_whom)
    resolved = [
        Resolved(position, contact_id, address_id, contact_id in created)
        for lookup, (contact_id, address_id) in owners.items()
        for position in staged[lookup][1]
    ]
    return sorted(resolved, key=lambda each: each.position), rejected


def read_addresses(written: Sequence[str], channel: Channel, region: str) -> tuple[AddressKind, list[str | Invalid]]:
    """Read what was written as addresses of the kind that a channel prefers: numbers as E.164, emails clean; or what is wrong with it."""
    kind = REACHED_BY[channel][0]
    if kind is AddressKind.PHONE:
        return kind, [found if isinstance(found, Invalid) else found.e164 for found in parse_many(written, region)]
    return kind, [_email(each) for each in written]


def _email(written: str) -> str | Invalid:
    try:
        return email(written)
    except Invalid as error:
        return error


async def resolve_recipients(unit: Unit, organisation_id: UUID, written: Sequence[str], region: str) -> tuple[list[Resolved], list[Rejected]]:
    """Find or make the contact of each phone number or WhatsApp user's id of a list; what is no id is read as a number, as `resolve_phones` does.

    At most six statements more where there are ids.
    """
    users = {position: text.strip() for position, text in enumerate(written) if kind_of(text) is AddressKind.WHATSAPP_USER}
    numbers = [position for position in range(len(written)) if position not in users]
    resolved, rejected = await resolve_phones(unit, organisation_id, [written[position] for position in numbers], region)
    found = [replace(each, position=numbers[each.position]) for each in resolved]
    if users:
        owned, created = await _users(unit, organisation_id, list(dict.fromkeys(users.values())), _NOBODY)
        found += [Resolved(position, *owned[user], owned[user][0] in created) for position, user in users.items()]
    return sorted(found, key=lambda each: each.position), [replace(each, position=numbers[each.position]) for each in rejected]


async def resolve_written(
    unit: Unit, organisation_id: UUID, written: Sequence[str], channel: Channel, region: str
) -> tuple[list[Resolved], list[Rejected]]:
    """Find or make the contact of each address of a list, as the channel writes to it: numbers as `resolve_phones` does, or emails."""
    if REACHED_BY[channel][0] is not AddressKind.EMAIL:
        return await resolve_phones(unit, organisation_id, written, region)
    read = [(position, text, _email(text)) for position, text in enumerate(written)]
    rejected = [Rejected(at, masked_input(text), why.code, why.message, why.fix or "") for at, text, why in read if isinstance(why, Invalid)]
    clean = [(position, email) for position, _, email in read if isinstance(email, str)]
    owners, created = await _owners_of(unit, organisation_id, [email for _, email in clean])
    return [Resolved(position, *owners[email], owners[email][0] in created) for position, email in clean], rejected


async def resolve_emails(unit: Unit, organisation_id: UUID, emails: Sequence[str]) -> dict[str, tuple[UUID, bool]]:
    """Find each email's contact, or make one; emails are clean. Says of each whether its contact is new. Statements as `resolve_phones`."""
    owners, created = await _owners_of(unit, organisation_id, emails)
    return {email: (contact_id, contact_id in created) for email, (contact_id, _) in owners.items()}


async def _owners_of(unit: Unit, organisation_id: UUID, emails: Sequence[str]) -> tuple[dict[str, tuple[UUID, UUID]], set[UUID]]:
    """Return contact and address by email, and which contacts are new."""
    if not emails:
        return {}, set()
    keys = await unit.keys(organisation_id)
    kind = AddressKind.EMAIL
    lookups = {email: keys.index(kind, email_key(email)) for email in emails}
    staged = {
        lookup: NewAddress(
            new_id(unit.at), new_id(unit.at), lookup, keys.seal(kind, email), None, None, None, None, None, None, (), (), email.rpartition("@")[2]
        )
        for email, lookup in lookups.items()
    }
    owners, created = await _owners(unit, organisation_id, kind, staged)
    return {email: owners[lookup] for email, lookup in lookups.items()}, created


async def resolve_users(unit: Unit, organisation_id: UUID, users: Sequence[str], given: Mapping[str, UUID]) -> dict[str, tuple[UUID, UUID]]:
    """Find contact and address of each WhatsApp user's id (valid ones), or make a contact; one in `given` that nobody has becomes that contact's.

    Statements as `resolve_phones`.
    """
    owned, _ = await _users(unit, organisation_id, users, given)
    return owned


async def _users(
    unit: Unit, organisation_id: UUID, users: Sequence[str], given: Mapping[str, UUID]
) -> tuple[dict[str, tuple[UUID, UUID]], set[UUID]]:
    """Return contact and address by id, and which contacts are new."""
    keys, kind = await unit.keys(organisation_id), AddressKind.WHATSAPP_USER
    lookups = {user: keys.index(kind, user) for user in users}
    staged = {
        lookup: NewAddress(
            new_id(unit.at), new_id(unit.at), lookup, keys.seal(kind, user), country_of_user(user), None, None, None, None, None, (), ()
        )
        for user, lookup in lookups.items()
    }
    owners, created = await _owners(unit, organisation_id, kind, staged, {lookups[user]: given[user] for user in given.keys() & lookups.keys()})
    return {user: owners[lookup] for user, lookup in lookups.items()}, created


async def _owners(
    unit: Unit, organisation_id: UUID, kind: AddressKind, staged: Mapping[bytes, NewAddress], given: Mapping[bytes, UUID] = _NOBODY
) -> tuple[dict[bytes, tuple[UUID, UUID]], set[UUID]]:
    """Return contact and address by look-up value, and which contacts are new; an address that nobody has goes to whom it is `given`."""
    found = await queries.owners(unit, organisation_id, kind, list(staged))
    known = {each.lookup for each in found}
    if fresh := [new for lookup, new in staged.items() if lookup not in known]:
        await queries.claim(unit, organisation_id, kind, fresh)
    ownerless = [each.address_id for each in found if each.contact_id is None]
    if ownerless:
        await queries.hold(unit, organisation_id, ownerless)
    if fresh or ownerless:
        # Another transaction may have been first with some of them; its work is visible now.
        found = await queries.owners(unit, organisation_id, kind, list(staged))
    nobodys = [each for each in found if each.contact_id is None]
    missing = [(staged[each.lookup], each.address_id) for each in nobodys if each.lookup not in given]
    if missing:
        await queries.add_contacts(unit, organisation_id, kind, missing, LIFECYCLE)
    if linked := [(given[each.lookup], each.address_id) for each in nobodys if each.lookup in given]:
        await whatsapp.link(unit, organisation_id, kind, linked)
    return _settled(found, staged, given), {new.contact_id for new, _ in missing}


def _settled(found: Iterable[Owner], staged: Mapping[bytes, NewAddress], given: Mapping[bytes, UUID]) -> dict[bytes, tuple[UUID, UUID]]:
    return {each.lookup: (each.contact_id or given.get(each.lookup) or staged[each.lookup].contact_id, each.address_id) for each in found}


def _staged(phone: Phone, keys: OrganisationKeys, at: datetime) -> NewAddress:
    kind, zone, words = AddressKind.PHONE, time_zone(None, phone), locale(None, phone)
    return NewAddress(
        new_id(at), new_id(at), keys.index(kind, phone.e164), keys.seal(kind, phone.e164), phone.country, phone.kind,
        zone.value, zone.told, words.value, words.told, *reach(phone),
    )  # fmt: skip
