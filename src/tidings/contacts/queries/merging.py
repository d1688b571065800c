"""Merges: what belongs to one contact becomes another's, and goes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.contacts.types import Merging
from tidings.infra.db.unit import Unit


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge as it is kept."""

    id: UUID
    kept_id: UUID
    gone_id: UUID
    at: datetime
    actor: str
    before: Mapping[str, Any] = field(repr=False)
    moved: Mapping[str, Any] = field(repr=False)
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Owned:
    """That a contact has an address, with its rank."""

    contact_id: UUID
    address_id: UUID
    kind: str
    rank: int


_COLUMNS = "id, kept_id, gone_id, at, actor, before, moved, undone_at"


async def hold(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> None:
    """Let nobody else write these contacts until the unit ends; in the order of their ids, so that two merges never wait in a circle."""
    await unit.run(
        "SELECT FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY id FOR UPDATE",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


async def keep(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> set[UUID]:
    """Let none of these contacts be erased or merged until the unit ends, and return them; who is at this moment, or was, is left out."""
    rows = await unit.fetch(
        _same,
        "SELECT id FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY id FOR KEY SHARE SKIP LOCKED",
        {"org": organisation_id, "ids": list(contact_ids)},
    )
    return set(rows)


async def owned(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Owned]:
    """Return which addresses contacts have."""
    return await unit.fetch(
        Owned,
        "SELECT contact_id, address_id, kind, rank FROM contact_addresses WHERE organisation_id = %(org)s AND contact_id = ANY(%(ids)s)"
        " ORDER BY contact_id, kind, rank, address_id",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


async def give(unit: Unit, organisation_id: UUID, given: Sequence[Owned]) -> None:
    """Give addresses to contacts; what one has already stays as it is. Addresses that are no more are left out."""
    await unit.run(
        "INSERT INTO contact_addresses (organisation_id, contact_id, address_id, kind, rank, added_at)"
        " SELECT %(org)s, v.contact_id, a.id, a.kind, v.rank, %(at)s"
        " FROM unnest(%(contacts)s::uuid[], %(addresses)s::uuid[], %(ranks)s::smallint[]) AS v (contact_id, address_id, rank)"
        " JOIN addresses a ON a.organisation_id = %(org)s AND a.id = v.address_id ON CONFLICT DO NOTHING",
        {
            "org": organisation_id,
            "at": unit.at,
            "contacts": [each.contact_id for each in given],
            "addresses": [each.address_id for each in given],
            "ranks": [each.rank for each in given],
        },
    )


async def take(unit: Unit, organisation_id: UUID, contact_id: UUID, address_ids: Sequence[UUID]) -> None:
    """Take addresses from a contact."""
    await unit.run(
        "DELETE FROM contact_addresses WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND address_id = ANY(%(addresses)s)",
        {"org": organisation_id, "contact": contact_id, "addresses": list(address_ids)},
    )


async def remove(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Remove contacts themselves; returns how many were there."""
    return await unit.run(
        "DELETE FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)", {"org": organisation_id, "ids": list(contact_ids)}
    )


async def born(unit: Unit, organisation_id: UUID, contact_id: UUID, at: datetime) -> None:
    """Write since when a contact that comes back is known."""
    await unit.run(
        "UPDATE contacts SET created_at = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": contact_id, "at": at},
    )


async def move_events(unit: Unit, organisation_id: UUID, source: UUID, target: UUID, only: Sequence[UUID] | None = None) -> list[UUID]:
    """Make one contact's events another's, all or `only` those with these ids; returns which."""
    return await unit.fetch(
        _same,
        "WITH taken AS (DELETE FROM events WHERE organisation_id = %(org)s AND contact_id = %(source)s"
        " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s)) RETURNING name, at, id, properties, source)"
        " INSERT INTO events (organisation_id, contact_id, name, at, id, properties, source)"
        " SELECT %(org)s, %(target)s, name, at, id, properties, source FROM taken ON CONFLICT DO NOTHING RETURNING id",
        {"org": organisation_id, "source": source, "target": target, "only": None if only is None else list(only)},
    )


async def add(unit: Unit, organisation_id: UUID, merging: Merging, before: Mapping[str, Any], moved: Mapping[str, Any]) -> None:
    """Write a merge down."""
    await unit.run(
        "INSERT INTO contact_merges (organisation_id, id, kept_id, gone_id, at, actor, before, moved)"
        " VALUES (%(org)s, %(id)s, %(kept)s, %(gone)s, %(at)s, %(actor)s, %(before)s, %(moved)s)",
        {
            "org": organisation_id,
            "id": merging.id,
            "kept": merging.kept_id,
            "gone": merging.gone_id,
            "at": unit.at,
            "actor": merging.actor,
            "before": Jsonb(before),
            "moved": Jsonb(moved),
        },
    )


async def merge(unit: Unit, organisation_id: UUID, merge_id: UUID) -> MergeRow | None:
    """Return a merge; nobody else undoes it until the unit ends."""
    return await unit.fetch_one(
        MergeRow,
        f"SELECT {_COLUMNS} FROM contact_merges WHERE organisation_id = %(org)s AND id = %(id)s FOR UPDATE",
        {"org": organisation_id, "id": merge_id},
    )


async def merges_of(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[MergeRow]:
    """Return the merges in which a contact stayed or went, newest first."""
    return await unit.fetch(
        MergeRow,
        f"SELECT {_COLUMNS} FROM contact_merges WHERE organisation_id = %(org)s AND (kept_id = %(id)s OR gone_id = %(id)s) ORDER BY id DESC",
        {"org": organisation_id, "id": contact_id},
    )


async def undone(unit: Unit, organisation_id: UUID, merge_id: UUID) -> None:
    """Write down that a merge was undone."""
    await unit.run(
        "UPDATE contact_merges SET undone_at = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": merge_id, "at": unit.at},
    )


async def merged_into(unit: Unit, organisation_id: UUID, contact_id: UUID) -> UUID | None:
    """Return the contact that another became a part of, None if it did not."""
    return await unit.value(
        "SELECT kept_id FROM contact_merges WHERE organisation_id = %(org)s AND gone_id = %(id)s AND undone_at IS NULL",
        {"org": organisation_id, "id": contact_id},
    )


async def part_of(unit: Unit, organisation_id: UUID, contact_id: UUID) -> UUID:
    """Return the contact whose part another became, over any number of merges; itself where it did not."""
    return await unit.value(
        "WITH RECURSIVE up (id, height) AS (SELECT %(id)s::uuid, 0 UNION SELECT m.kept_id, up.height + 1 FROM up JOIN contact_merges m"
        " ON m.organisation_id = %(org)s AND m.gone_id = up.id AND m.undone_at IS NULL) SELECT id FROM up ORDER BY height DESC LIMIT 1",
        {"org": organisation_id, "id": contact_id},
    )


async def family(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[UUID]:
    """Return the ids of all contacts that became parts of one, over any number of merges, with its own."""
    return await unit.fetch(
        _same,
        "WITH RECURSIVE own (id) AS (SELECT %(id)s::uuid UNION SELECT m.gone_id FROM own JOIN contact_merges m"
        " ON m.organisation_id = %(org)s AND m.kept_id = own.id AND m.undone_at IS NULL) SELECT id FROM own ORDER BY id",
        {"org": organisation_id, "id": contact_id},
    )


async def families(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Return of each contact that is there the ids of all that became parts of it, over any number of merges, with its own."""
    found: dict[UUID, list[UUID]] = {}
    for kept, own in await unit.fetch(
        _own,
        "WITH RECURSIVE own (kept, id) AS ("
        "   SELECT c.id, c.id FROM contacts c WHERE c.organisation_id = %(org)s AND c.id = ANY(%(ids)s) UNION"
        "   SELECT own.kept, m.gone_id FROM own JOIN contact_merges m"
        "   ON m.organisation_id = %(org)s AND m.kept_id = own.id AND m.undone_at IS NULL"
        " ) SELECT kept, id FROM own ORDER BY kept, id",
        {"org": organisation_id, "ids": list(contact_ids)},
    ):
        found.setdefault(kept, []).append(own)
    return found


async def add_alias(unit: Unit, organisation_id: UUID, external_id: str, merging: Merging) -> None:
    """Have an id of another system lead to the contact that stays."""
    await unit.run(
        "INSERT INTO contact_aliases (organisation_id, external_id, contact_id, merge_id) VALUES (%(org)s, %(external)s, %(contact)s, %(merge)s)"
        " ON CONFLICT (organisation_id, external_id) DO UPDATE SET contact_id = excluded.contact_id, merge_id = excluded.merge_id",
        {"org": organisation_id, "external": external_id, "contact": merging.kept_id, "merge": merging.id},
    )


async def move_aliases(unit: Unit, organisation_id: UUID, source: UUID, target: UUID, only: Sequence[str] | None = None) -> list[str]:
    """Let ids that lead to one contact lead to another, all or `only` these; returns which."""
    return await unit.fetch(
        _text,
        "UPDATE contact_aliases SET contact_id = %(target)s WHERE organisation_id = %(org)s AND contact_id = %(source)s"
        " AND (%(only)s::text[] IS NULL OR external_id = ANY(%(only)s)) RETURNING external_id",
        {"org": organisation_id, "source": source, "target": target, "only": None if only is None else list(only)},
    )


async def drop_aliases(unit: Unit, organisation_id: UUID, merge_id: UUID) -> None:
    """Forget the ids that a merge left."""
    await unit.run(
        "DELETE FROM contact_aliases WHERE organisation_id = %(org)s AND merge_id = %(merge)s", {"org": organisation_id, "merge": merge_id}
    )


async def known_elsewhere(unit: Unit, organisation_id: UUID, external_id: str) -> UUID | None:
    """Return the contact to which an id of a merged one leads."""
    return await unit.value(
        "SELECT contact_id FROM contact_aliases WHERE organisation_id = %(org)s AND external_id = %(external)s",
        {"org": organisation_id, "external": external_id},
    )


async def external_id_free(unit: Unit, organisation_id: UUID, external_id: str) -> bool:
    """Say whether no contact has an id of another system now."""
    return not await unit.value(
        "SELECT EXISTS (SELECT FROM contacts WHERE organisation_id = %(org)s AND external_id = %(external)s)",
        {"org": organisation_id, "external": external_id},
    )


def _same(value: UUID) -> UUID:
    return value


def _text(value: str) -> str:
    return value


def _own(kept: UUID, own: UUID) -> tuple[UUID, UUID]:
    return kept, own
