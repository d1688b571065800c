"""A person's opt-ins as a whole: moved with them, told to them, and removed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging
from tidings.infra.db.unit import Unit
from tidings.permissions.queries import rights as queries


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Have a YES that is still to come count for the one who stays. Undone with the consent that it brings."""
    await queries.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    return {}


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return the opt-ins of a person."""
    return {
        "opt_ins": [asdict(each) for each in await queries.opt_ins_of(unit, organisation_id, contact_ids)],
        "verifications": [asdict(each) for each in await queries.verifications_of(unit, organisation_id, contact_ids)],
    }


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who was asked to opt in, or asked for a code, at which address."""
    return await queries.known(unit, organisation_id, contact_ids)


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Remove a person's opt-ins."""
    return {"opt_ins": await queries.forget(unit, organisation_id, leaving.contact_ids, [each.id for each in leaving.addresses])}
