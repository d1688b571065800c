"""Which contacts a batch means that names people by id, external id, phone or email."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.contacts.queries import external_ids
from tidings.contacts.queries import resolving as queries
from tidings.contacts.rules import fields
from tidings.contacts.service.people import addresses_by_value, contacts_at
from tidings.contacts.service.resolving import LIFECYCLE, resolve_emails, resolve_phones
from tidings.contacts.types import AddressKind, Found, Who, WrongRow
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.phone import Phone, parse_many

_Answer = UUID | Invalid


async def find_people(unit: Unit, organisation_id: UUID, asked: Mapping[int, Who], region: str, *, create: bool) -> Found:
    """Find the contact that each means, by place; `region` reads national phone numbers.

    With `create`, whoever is named by an unknown external id, phone or email becomes a contact. Of an address that several share the
    first owner is meant (see `contacts_at`). At most seventeen statements however many are asked, and none for what nobody names.
    """
    created: set[UUID] = set()
    ids = {who.contact_id for who in asked.values() if who.contact_id}
    answers: dict[object, _Answer] = {each: each for each in await queries.existing(unit, organisation_id, list(ids))} if ids else {}
    names = list(dict.fromkeys(who.external_id for who in asked.values() if who.external_id))
    answers |= await _by_name(unit, organisation_id, names, created, create=create)
    phones = list(dict.fromkeys(who.phone for who in asked.values() if who.phone))
    answers |= await _by_phone(unit, organisation_id, phones, region, created, create=create)
    emails = list(dict.fromkeys(who.email for who in asked.values() if who.email))
    answers |= await _by_email(unit, organisation_id, emails, created, create=create)
    people: dict[int, UUID] = {}
    wrong: list[WrongRow] = []
    for position, who in asked.items():
        field, value = _said(who)
        answer = answers.get((field, value) if field != "contact_id" else value, _unknown(field))
        if isinstance(answer, UUID):
            people[position] = answer
        else:
            wrong.append(wrong_row(position, answer, field))
    return Found(people, frozenset(created), wrong)


def wrong_row(position: int, error: Invalid, field: str = "row") -> WrongRow:
    """Say of a row of a batch what is wrong with it."""
    return WrongRow(position, error.field or field, error.code, error.message, error.fix or "")


async def _by_name(unit: Unit, organisation_id: UUID, names: Sequence[str], created: set[UUID], *, create: bool) -> dict[object, _Answer]:
    if not names:
        return {}
    found = dict(await external_ids.by_external_id(unit, organisation_id, names))
    missing = [(name, new_id(unit.at)) for name in names if name not in found]
    if create and missing:
        created |= await queries.add_named(unit, organisation_id, missing, LIFECYCLE)
        found = dict(await external_ids.by_external_id(unit, organisation_id, names))
    return {("external_id", name): contact_id for name, contact_id in found.items()}


async def _by_phone(
    unit: Unit, organisation_id: UUID, phones: Sequence[str], region: str, created: set[UUID], *, create: bool
) -> dict[object, _Answer]:
    if not phones:
        return {}
    if create:
        resolved, rejected = await resolve_phones(unit, organisation_id, phones, region)
        created |= {each.contact_id for each in resolved if each.created}
        refused = {("phone", phones[each.position]): Invalid(each.code, each.reason, field="phone", fix=each.fix) for each in rejected}
        return {**{("phone", phones[each.position]): each.contact_id for each in resolved}, **refused}
    read = dict(zip(phones, parse_many(phones, region), strict=True))
    values = {text: phone.e164 for text, phone in read.items() if isinstance(phone, Phone)}
    refused = {("phone", text): error for text, error in read.items() if isinstance(error, Invalid)}
    owners = await _owners(unit, organisation_id, AddressKind.PHONE, list(set(values.values())))
    return {**{("phone", text): owners[value] for text, value in values.items() if value in owners}, **refused}


async def _by_email(unit: Unit, organisation_id: UUID, emails: Sequence[str], created: set[UUID], *, create: bool) -> dict[object, _Answer]:
    answers: dict[object, _Answer] = {}
    clean: dict[str, str] = {}
    for text in emails:
        try:
            clean[text] = fields.email(text)
        except Invalid as error:
            answers["email", text] = error
    if not clean:
        return answers
    if create:
        made = await resolve_emails(unit, organisation_id, list(clean.values()))
        created |= {contact_id for contact_id, is_new in made.values() if is_new}
        return answers | {("email", text): made[email][0] for text, email in clean.items()}
    keys = {text: fields.email_key(email) for text, email in clean.items()}
    owners = await _owners(unit, organisation_id, AddressKind.EMAIL, list(set(keys.values())))
    return answers | {("email", text): owners[key] for text, key in keys.items() if key in owners}


async def _owners(unit: Unit, organisation_id: UUID, kind: AddressKind, values: Sequence[str]) -> dict[str, UUID]:
    if not values:
        return {}
    found = await addresses_by_value(unit, organisation_id, kind, values)
    owners = await contacts_at(unit, organisation_id, [address.id for address in found.values()])
    return {value: owners[address.id][0] for value, address in found.items() if address.id in owners}


def _said(who: Who) -> tuple[str, object]:
    named = {"contact_id": who.contact_id, "external_id": who.external_id, "phone": who.phone, "email": who.email}
    return next((name, value) for name, value in named.items() if value is not None)


def _unknown(field: str) -> Invalid:
    return Invalid("contact_unknown", "No contact is known by this.", field=field, fix="Bring the contact first, or ask for create_contacts.")
