"""Devices: addresses that are one contact's at a time. Where one passes to another its row goes, so that nothing that waits at it arrives."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit

_THEIRS = "WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND kind = 'device'"
_NAMED = "SELECT id FROM addresses WHERE organisation_id = %(org)s AND kind = 'device' AND lookup = ANY(%(lookups)s)"


async def hold(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> None:
    """Lock a token until the unit ends: of two who sign in on one device at once the second waits."""
    await unit.run("SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))", {"name": f"device {organisation_id} {min(lookups).hex()}"})


async def take_from_others(unit: Unit, organisation_id: UUID, contact_id: UUID, lookups: Sequence[bytes]) -> list[UUID]:
    """Take a token from whoever else has it, with its row, and return whose it was."""
    params = {"org": organisation_id, "contact": contact_id, "lookups": list(lookups)}
    taken = await unit.fetch(
        _id,
        f"DELETE FROM contact_addresses WHERE organisation_id = %(org)s AND contact_id <> %(contact)s AND address_id IN ({_NAMED})"
        " RETURNING contact_id",
        params,
    )
    if taken:
        await unit.run(
            "DELETE FROM addresses WHERE organisation_id = %(org)s AND kind = 'device' AND lookup = ANY(%(lookups)s)"
            " AND NOT EXISTS (SELECT FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.address_id = addresses.id)",
            params,
        )
    return taken


async def owned(unit: Unit, organisation_id: UUID, contact_id: UUID, lookups: Sequence[bytes]) -> UUID | None:
    """Return the address of a token that is a contact's already."""
    return await unit.fetch_one(
        _id,
        f"SELECT address_id FROM contact_addresses {_THEIRS} AND address_id IN ({_NAMED}) LIMIT 1",
        {"org": organisation_id, "contact": contact_id, "lookups": list(lookups)},
    )


async def step_back(unit: Unit, organisation_id: UUID, contact_id: UUID) -> None:
    """Make a contact's first device one of the others, for another to be the first."""
    await unit.run(f"UPDATE contact_addresses SET rank = 1 {_THEIRS} AND rank = 0", {"org": organisation_id, "contact": contact_id})


async def touch(unit: Unit, organisation_id: UUID, contact_id: UUID, lookups: Sequence[bytes]) -> None:
    """Note that a device was just registered."""
    await unit.run(
        f"UPDATE contact_addresses SET added_at = %(at)s {_THEIRS} AND address_id IN ({_NAMED})",
        {"org": organisation_id, "contact": contact_id, "lookups": list(lookups), "at": unit.at},
    )


async def registered(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[tuple[UUID, datetime]]:
    """Return a contact's devices and since when each is theirs, the first one first, then the newest."""
    return await unit.fetch(
        _since,
        f"SELECT address_id, added_at FROM contact_addresses {_THEIRS} ORDER BY rank, added_at DESC, address_id",
        {"org": organisation_id, "contact": contact_id},
    )


async def drop_beyond(unit: Unit, organisation_id: UUID, contact_id: UUID, most: int) -> None:
    """Forget a contact's oldest devices beyond so many."""
    beyond = [each for each, _ in (await registered(unit, organisation_id, contact_id))[most:]]
    for each in beyond:
        await forget(unit, organisation_id, contact_id, each)


async def forget(unit: Unit, organisation_id: UUID, contact_id: UUID, address_id: UUID) -> bool:
    """Delete a contact's device with its row; False if it is not theirs."""
    params = {"org": organisation_id, "contact": contact_id, "address": address_id}
    if not await unit.run(f"DELETE FROM contact_addresses {_THEIRS} AND address_id = %(address)s", params):
        return False
    await unit.run("DELETE FROM addresses WHERE organisation_id = %(org)s AND id = %(address)s AND kind = 'device'", params)
    return True


async def retire(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> None:
    """Make devices former ones of whoever has them."""
    await unit.run(
        f"UPDATE contact_addresses SET rank = 2 WHERE organisation_id = %(org)s AND address_id IN ({_NAMED})",
        {"org": organisation_id, "lookups": list(lookups)},
    )


def _id(value: UUID) -> UUID:
    return value


def _since(address_id: UUID, at: datetime) -> tuple[UUID, datetime]:
    return address_id, at
