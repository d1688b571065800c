"""People on WhatsApp, whom Meta knows by an id of its own and, unless they keep it to themselves, by their number (decision 0033)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tidings.contacts.queries import whatsapp as queries
from tidings.contacts.rules.fields import kind_of
from tidings.contacts.service.merging import merge
from tidings.contacts.service.parts import Parts
from tidings.contacts.service.people import addresses, contacts_at
from tidings.contacts.service.resolving import resolve_phones, resolve_users
from tidings.contacts.types import Address, AddressKind, OnWhatsApp
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Busy, NotFound

_ANY_REGION = "FR"  # Meta tells numbers in E.164: the region is never used


async def resolve_whatsapp(unit: Unit, organisation_id: UUID, told: Sequence[tuple[str | None, str | None]]) -> OnWhatsApp:
    """Find or make the contact of each (number in E.164, id), of which Meta tells either or both; what can't be read is left out.

    Told both, an address that nobody has yet becomes the contact's who has the other. Where two contacts have one each, both get the id,
    and the pair is told: they are one person. A former id counts again, behind one that took its place. A constant number of statements.
    """
    asked = [(phone, user if user and kind_of(user) is AddressKind.WHATSAPP_USER else None) for phone, user in told]
    both = [(phone, user) for phone, user in asked if phone and user]
    keys = await unit.keys(organisation_id)
    by_lookup = {keys.index(AddressKind.WHATSAPP_USER, user): user for _, user in both}
    known = await queries.owners_of(unit, organisation_id, list(by_lookup)) if both else []
    known_users = {by_lookup[each.lookup]: each.contact_id for each in known if each.contact_id}
    numbers = list(dict.fromkeys(phone for phone, _ in asked if phone))
    expected = {phone: known_users[user] for phone, user in both if user in known_users}
    resolved, _ = await resolve_phones(unit, organisation_id, numbers, _ANY_REGION, expected) if numbers else ([], [])
    phones = {numbers[each.position]: (each.contact_id, each.address_id) for each in resolved}
    users = list(dict.fromkeys(user for _, user in asked if user))
    given = {user: phones[phone][0] for phone, user in both if phone in phones}
    owned = await resolve_users(unit, organisation_id, users, given) if users else {}
    if owned:
        await queries.revive(unit, organisation_id, list(owned.values()))
    twice = {(phones[p][0], owned[u][0]): owned[u][1] for p, u in both if p in phones and phones[p][0] != owned[u][0]}
    if twice:
        await queries.link(unit, organisation_id, AddressKind.WHATSAPP_USER, [(contact, address) for (contact, _), address in twice.items()])
    people = [phones.get(phone or "") or owned.get(user or "") for phone, user in asked]
    return OnWhatsApp(people, list(twice))


async def change_user(unit: Unit, organisation_id: UUID, previous: str, current: str, at: datetime) -> Sequence[tuple[UUID, UUID]] | None:
    """Give Meta's new id of a person to whoever has the previous one, which is a former one from now on; an id that nobody has changes nothing.

    One that was theirs before counts again. `at` is when Meta says that it changed (a time to come counts as now): it is kept with both ids.

    Returns the pairs of contacts that are one person, since somebody else was known by the new id already; None, and nothing is done,
    where something later was told of one of the ids.
    """
    kind = AddressKind.WHATSAPP_USER
    if previous == current or not all(kind_of(each) is kind for each in (previous, current)):
        return []
    keys, since = await unit.keys(organisation_id), min(at, unit.at)
    before = keys.indexes(kind, previous)
    if any(told > since for told in await queries.hold_told(unit, organisation_id, [*before, *keys.indexes(kind, current)])):
        return None
    known = await queries.owners_of(unit, organisation_id, before)
    if not known:
        return []
    former = known[0].address_id
    holders = (await contacts_at(unit, organisation_id, [former]))[former]
    await queries.retire(unit, organisation_id, former)
    contact_id, address_id = (await resolve_users(unit, organisation_id, [current], {current: holders[0]}))[current]
    await queries.link(unit, organisation_id, kind, [(each, address_id) for each in holders])
    await queries.note_told(unit, organisation_id, [former, address_id], since)
    return [(each, contact_id) for each in holders if each != contact_id]


async def beside(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Address]]:
    """Return the other addresses by which WhatsApp means the same people: the numbers of an id, the ids of a number. Two statements."""
    pairs = await queries.beside(unit, organisation_id, address_ids) if address_ids else []
    opened = await addresses(unit, organisation_id, list({other for _, other in pairs})) if pairs else {}
    found: dict[UUID, list[Address]] = {}
    for asked, other in pairs:
        if other in opened:
            found.setdefault(asked, []).append(opened[other])
    return found


async def unite(unit: Unit, organisation_id: UUID, actor: str, pairs: Sequence[tuple[UUID, UUID]], parts: Parts) -> None:
    """Merge pairs of contacts that Meta says are one person, where of either nothing is known but its messages; it can be undone.

    Two of whom more is known are left to a person: they are among the duplicates, since they share the id.
    """
    nameless = await queries.nameless(unit, organisation_id, list({each for pair in pairs for each in pair}))
    for one, other in pairs:
        if nameless.isdisjoint({one, other}):
            continue
        kept, gone = (one, other) if other in nameless else (other, one)
        try:
            async with unit.part():
                await merge(unit, organisation_id, actor, kept, gone, parts)
        except (Busy, NotFound):
            continue  # a message of theirs is just leaving, or they were merged a moment ago: they stay among the duplicates
