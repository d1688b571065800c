"""A person's opt-ins as a whole: moved with them, told to them, and removed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Leaving, Merging
from tidings.infra.db.unit import Unit
from tidings.permissions.queries import given_emails
from tidings.permissions.queries import rights as queries
from tidings.permissions.service.given_emails import unverified_emails


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Have a YES that is still to come count for the one who stays. Undone with the consent that it brings."""
    await queries.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    await given_emails.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    return {}


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return the opt-ins of a person, and the email that they gave and did not verify."""
    unverified = await unverified_emails(unit, organisation_id, contact_ids)
    return {
        "opt_ins": [asdict(each) for each in await queries.opt_ins_of(unit, organisation_id, contact_ids)],
        "verifications": [asdict(each) for each in await queries.verifications_of(unit, organisation_id, contact_ids)],
        "unverified_emails": [{"email": each.email, "from": each.given.source, "at": each.given.given_at} for each in unverified.values()],
    }


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who was asked to opt in, or asked for a code, at which address."""
    return await queries.known(unit, organisation_id, contact_ids)


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Remove a person's opt-ins, and the email that they gave; one that nobody else gave goes with them."""
    addresses = [each.id for each in leaving.addresses]
    await contacts.forget_unowned(unit, organisation_id, await given_emails.forget(unit, organisation_id, leaving.contact_ids, addresses))
    return {"opt_ins": await queries.forget(unit, organisation_id, leaving.contact_ids, addresses)}
