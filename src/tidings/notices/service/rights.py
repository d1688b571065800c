"""A person's notices as a whole: moved with them, told to them, and removed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging
from tidings.infra.db.unit import Unit
from tidings.notices.queries import notices, orders, rights
from tidings.notices.service.following import data_of, tried_of


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Make the notices of the one who goes those of the one who stays, and their order, if the one who stays has none."""
    known = await orders.of_people(unit, organisation_id, [merging.kept_id, merging.gone_id])
    if merging.gone_id in known and merging.kept_id not in known:
        await orders.put(unit, organisation_id, merging.kept_id, known[merging.gone_id])
    moved = await rights.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    return {"notices": [str(each) for each in moved], "order": merging.gone_id in known and merging.kept_id not in known}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give each their own notices back; an order that came with the other goes again."""
    if moved.get("order"):
        await orders.forget(unit, organisation_id, [merging.kept_id])
    await rights.give_back(unit, organisation_id, [UUID(each) for each in moved.get("notices", ())], merging.gone_id)
    return []


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return the notices of a person: what they were about, what they said, how they were tried and ended."""
    keys = await unit.keys(organisation_id)
    ids = await rights.of_people(unit, organisation_id, contact_ids)
    tried = await tried_of(unit, organisation_id, ids)
    own = await orders.of_people(unit, organisation_id, contact_ids)
    return {
        "channel_order": [channel.value for order in own.values() for channel in order],
        "notices": [
            {
                "kind": each.kind,
                "about": f"{each.subject_kind} {each.subject_id}" if each.subject_kind else None,
                "asked_for_at": each.created_at,
                "said": dict(data_of(each, keys)),
                "outcome": each.state.value,
                "tried": [one.attempt.channel.value for one in tried.get(each.id, ())],
            }
            for each in reversed(await notices.by_ids(unit, organisation_id, ids))
        ],
    }


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who has notices, by which address."""
    return await rights.known(unit, organisation_id, contact_ids)


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Remove a person's notices; the ledger keeps states without a name."""
    await orders.forget(unit, organisation_id, leaving.contact_ids)
    return {"notices": await rights.forget(unit, organisation_id, leaving.contact_ids)}
