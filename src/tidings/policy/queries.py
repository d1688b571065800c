"""All SQL of policy."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.policy.types import AllowedAddress, Cap, OwnHours, StopScope

_COLUMNS = "id, label, added_by, added_at"


@dataclass(frozen=True, slots=True)
class Kept:
    """What an organisation has set; None stands for the defaults."""

    caps: Sequence[Cap] | None
    hours: Sequence[OwnHours]
    stop_scope: StopScope | None


async def settings(unit: Unit, organisation_id: UUID) -> Kept | None:
    """Return what an organisation has set; None if it never set anything."""
    return await unit.fetch_one(
        _settings, "SELECT caps, hours, stop_scope FROM policy_settings WHERE organisation_id = %(org)s", {"org": organisation_id}
    )


async def set_caps(unit: Unit, organisation_id: UUID, wanted: Sequence[Cap] | None) -> None:
    """Keep the caps of an organisation; None forgets them."""
    await unit.run(
        "INSERT INTO policy_settings (organisation_id, caps, updated_at) VALUES (%(org)s, %(caps)s, %(at)s)"
        " ON CONFLICT (organisation_id) DO UPDATE SET caps = excluded.caps, updated_at = excluded.updated_at",
        {"org": organisation_id, "caps": None if wanted is None else Jsonb([_kept(cap) for cap in wanted]), "at": unit.at},
    )


async def set_hours(unit: Unit, organisation_id: UUID, wanted: Sequence[OwnHours]) -> None:
    """Keep the hours of an organisation."""
    await unit.run(
        "INSERT INTO policy_settings (organisation_id, hours, updated_at) VALUES (%(org)s, %(hours)s, %(at)s)"
        " ON CONFLICT (organisation_id) DO UPDATE SET hours = excluded.hours, updated_at = excluded.updated_at",
        {"org": organisation_id, "hours": Jsonb([asdict(own) for own in wanted]), "at": unit.at},
    )


async def set_stop_scope(unit: Unit, organisation_id: UUID, wanted: StopScope) -> None:
    """Keep what a STOP closes in an organisation."""
    await unit.run(
        "INSERT INTO policy_settings (organisation_id, stop_scope, updated_at) VALUES (%(org)s, %(scope)s, %(at)s)"
        " ON CONFLICT (organisation_id) DO UPDATE SET stop_scope = excluded.stop_scope, updated_at = excluded.updated_at",
        {"org": organisation_id, "scope": wanted.value, "at": unit.at},
    )


async def personal_caps(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return who chose how many messages a week they want at most."""
    rows = await unit.fetch(
        _chosen,
        "SELECT contact_id, most FROM personal_caps WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )
    return dict(rows)


async def set_personal_cap(unit: Unit, organisation_id: UUID, contact_id: UUID, most: int) -> None:
    """Keep what a person chose."""
    await unit.run(
        "INSERT INTO personal_caps (organisation_id, contact_id, most, chosen_at) VALUES (%(org)s, %(contact)s, %(most)s, %(at)s)"
        " ON CONFLICT (organisation_id, contact_id) DO UPDATE SET most = excluded.most, chosen_at = excluded.chosen_at",
        {"org": organisation_id, "contact": contact_id, "most": most, "at": unit.at},
    )


async def forget_personal_caps(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Forget what people chose; returns how many had."""
    return await unit.run(
        "DELETE FROM personal_caps WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def allow(unit: Unit, organisation_id: UUID, entries: Sequence[tuple[UUID, bytes, str]], actor: str) -> int:
    """List addresses (id, look-up value, masked label); returns how many were not listed before."""
    return await unit.run(
        "INSERT INTO allowed_addresses (organisation_id, id, lookup, label, added_by, added_at)"
        " SELECT %(org)s, id, lookup, label, %(actor)s, %(at)s"
        " FROM unnest(%(ids)s::uuid[], %(lookups)s::bytea[], %(labels)s::text[]) AS t (id, lookup, label) ORDER BY lookup"
        " ON CONFLICT (organisation_id, lookup) DO NOTHING",
        {
            "org": organisation_id,
            "actor": actor,
            "at": unit.at,
            "ids": [identifier for identifier, _, _ in entries],
            "lookups": [lookup for _, lookup, _ in entries],
            "labels": [label for _, _, label in entries],
        },
    )


async def disallow(unit: Unit, organisation_id: UUID, address_id: UUID) -> bool:
    """Take an address off the list; returns whether it was on it."""
    params = {"org": organisation_id, "id": address_id}
    return await unit.run("DELETE FROM allowed_addresses WHERE organisation_id = %(org)s AND id = %(id)s", params) == 1


async def allowed(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> set[bytes]:
    """Return those of the look-up values that are listed."""
    rows = await unit.fetch(
        bytes,
        "SELECT lookup FROM allowed_addresses WHERE organisation_id = %(org)s AND lookup = ANY(%(lookups)s)",
        {"org": organisation_id, "lookups": list(lookups)},
    )
    return set(rows)


async def move_lookups(unit: Unit, organisation_id: UUID, moved: Sequence[tuple[bytes, bytes]]) -> None:
    """Put listed addresses under their new look-up values."""
    await unit.run(
        "UPDATE allowed_addresses a SET lookup = m.fresh FROM unnest(%(formers)s::bytea[], %(fresh)s::bytea[]) AS m (former, fresh)"
        " WHERE a.organisation_id = %(org)s AND a.lookup = m.former",
        {"org": organisation_id, "formers": [former for former, _ in moved], "fresh": [fresh for _, fresh in moved]},
    )


async def forget_allowed(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> int:
    """Take addresses off the list; returns how many were on it."""
    return await unit.run(
        "DELETE FROM allowed_addresses WHERE organisation_id = %(org)s AND lookup = ANY(%(lookups)s)",
        {"org": organisation_id, "lookups": list(lookups)},
    )


async def list_allowed(unit: Unit, organisation_id: UUID, before: UUID | None, limit: int) -> list[AllowedAddress]:
    """Return the list, newest first, older than `before`."""
    return await unit.fetch(
        AllowedAddress,
        f"SELECT {_COLUMNS} FROM allowed_addresses WHERE organisation_id = %(org)s AND (%(before)s::uuid IS NULL OR id < %(before)s)"
        " ORDER BY id DESC LIMIT %(limit)s",
        {"org": organisation_id, "before": before, "limit": limit},
    )


def _settings(caps: Sequence[Mapping[str, Any]] | None, hours: Sequence[Mapping[str, Any]] | None, stop_scope: str | None) -> Kept:
    return Kept(
        None if caps is None else [Cap(frozenset(map(Channel, each["channels"])), each["most"], each["hours"]) for each in caps],
        [OwnHours(**each) for each in hours or ()],
        StopScope(stop_scope) if stop_scope else None,
    )


def _chosen(contact_id: UUID, most: int) -> tuple[UUID, int]:
    return contact_id, most


def _kept(cap: Cap) -> Mapping[str, Any]:
    return {"channels": sorted(cap.channels), "most": cap.most, "hours": cap.hours}
