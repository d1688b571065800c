"""All about a person, told to them, and a person removed: each room gives its part (`parts`), in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts.queries import merging, rights
from tidings.contacts.queries.merging import Owned
from tidings.contacts.rules import fields
from tidings.contacts.service.merging import missing
from tidings.contacts.service.parts import Parts
from tidings.contacts.service.people import addresses, contact
from tidings.contacts.types import Address, AddressKind, Contact, Leaving
from tidings.infra.db.unit import Unit


async def tell(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, parts: Parts) -> dict[str, Any]:
    """Return all that is kept of a person, by headings; also what was kept of contacts that were merged into them. Audited. Raises NotFound."""
    found = await contact(unit, organisation_id, contact_id)
    ids = await merging.family(unit, organisation_id, contact_id)
    told: dict[str, Any] = {"profile": _profile(found, await rights.aliases(unit, organisation_id, ids)), "addresses": _addresses(found)}
    for part in parts.of:
        if part.tell is not None:
            told |= await part.tell(unit, organisation_id, ids)
    told["events"] = [asdict(each) for each in await rights.events(unit, organisation_id, ids)]
    told["enrolments"] = [asdict(each) for each in await rights.enrolments(unit, organisation_id, ids)]
    entries = await accounts.audit_about(unit, organisation_id, ids)
    told["changes"] = [{"at": each.at, "by": each.actor, "what": each.action, "detail": dict(each.detail)} for each in entries]
    await accounts.record_audit(unit, organisation_id, actor, "contact.told", f"contact:{contact_id}")
    return told


async def erase(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, parts: Parts, *, asked_for: bool = True) -> dict[str, int]:
    """Remove a person for good (a unit of the engine); returns how much of what was removed.

    What stays leads to nobody: the look-up values of their addresses, closed, so that one that comes back in an import is not written to;
    ids, times and states in the ledgers; the chains. An address that others have, too, stays theirs and open. Audited without personal data.
    An erasure that nobody `asked_for` (a time to keep them is over) closes addresses only where the person had refused.
    Raises NotFound, and Busy while a message to them is with the provider.
    """
    await merging.hold(unit, organisation_id, [contact_id])
    families = await merging.families(unit, organisation_id, [contact_id])
    if not families:
        raise await missing(unit, organisation_id, contact_id)
    removed = await _remove(unit, organisation_id, actor, families, parts, asked_for=asked_for)
    await accounts.record_audit(unit, organisation_id, actor, "contact.erased", f"contact:{contact_id}", removed)
    return removed


async def erase_all(unit: Unit, organisation_id: UUID, actor: str, contact_ids: Sequence[UUID], parts: Parts) -> int:
    """Remove people whose time is over, as `erase` removes one for whom nobody asked; returns how many, for some may have gone meanwhile.

    A constant number of statements however many they are. Each has a line of the audit; what went with them is not told apart.
    Raises Busy while a message to one of them is with the provider: then nobody went.
    """
    await merging.hold(unit, organisation_id, contact_ids)
    families = await merging.families(unit, organisation_id, contact_ids)
    if families:
        await _remove(unit, organisation_id, actor, families, parts, asked_for=False)
        await accounts.record_audit_of_many(unit, organisation_id, actor, "contact.erased", [f"contact:{each}" for each in families])
    return len(families)


async def _remove(
    unit: Unit, organisation_id: UUID, actor: str, families: Mapping[UUID, Sequence[UUID]], parts: Parts, *, asked_for: bool
) -> dict[str, int]:
    """Remove people, each with all ids that were theirs; returns how much of what."""
    ids = [each for family in families.values() for each in family]
    shared = set(await rights.shared_addresses(unit, organisation_id, ids))
    owned = await merging.owned(unit, organisation_id, ids)
    own = [each for each in await _opened(unit, organisation_id, owned) if each.id not in shared]
    leaving = Leaving(ids, own, await _lookups(unit, organisation_id, own), _owners(owned, families), actor, asked_for)
    removed: dict[str, int] = {"addresses_shared_and_kept": len(shared)}
    for part in parts.of:
        if part.erase is not None:
            removed |= await part.erase(unit, organisation_id, leaving)
    removed |= await rights.remove(unit, organisation_id, ids, [each.id for each in own])
    removed["audit_details"] = await accounts.blank_audit(unit, organisation_id, ids)
    return removed


def _owners(owned: Sequence[Owned], families: Mapping[UUID, Sequence[UUID]]) -> Mapping[UUID, Sequence[UUID]]:
    family_of = {each: family for family in families.values() for each in family}
    owners: dict[UUID, set[UUID]] = {}
    for each in owned:
        owners.setdefault(each.address_id, set()).update(family_of[each.contact_id])
    return {address_id: sorted(ids) for address_id, ids in owners.items()}


async def addresses_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Address]:
    """Return all addresses of contacts, opened, each once."""
    return await _opened(unit, organisation_id, await merging.owned(unit, organisation_id, contact_ids))


async def _opened(unit: Unit, organisation_id: UUID, owned: Sequence[Owned]) -> list[Address]:
    return list((await addresses(unit, organisation_id, list({each.address_id for each in owned}))).values())


async def _lookups(unit: Unit, organisation_id: UUID, own: Sequence[Address]) -> Mapping[UUID, Sequence[bytes]]:
    keys = await unit.keys(organisation_id)
    return {each.id: keys.indexes(each.kind, fields.email_key(each.value) if each.kind is AddressKind.EMAIL else each.value) for each in own}


def _profile(found: Contact, aliases: Sequence[str]) -> dict[str, Any]:
    profile = asdict(found)
    del profile["addresses"]
    return {**profile, "id": str(found.id), "tags": list(found.tags), "attributes": dict(found.attributes), "other_external_ids": list(aliases)}


def _addresses(found: Contact) -> list[dict[str, Any]]:
    preference = ("profile", "second or client record", "former")
    return [
        {
            "kind": owned.address.kind.value,
            "value": owned.address.value,
            "country": owned.address.country,
            "line_type": owned.address.line_type,
            "preference": preference[owned.rank],
            "verified_at": owned.verified_at,
            "verified_how": owned.verified_how,
        }
        for owned in found.addresses
    ]
