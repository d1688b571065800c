"""Places in lists and watched segments of contacts that become one, or leave."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit


async def move(unit: Unit, organisation_id: UUID, source: UUID, target: UUID, only: Sequence[UUID] | None = None) -> list[UUID]:
    """Put one contact into the lists that another is in, all or `only` these; returns those in which they were not before."""
    return await unit.fetch(
        _same,
        "INSERT INTO segment_list_members (organisation_id, segment_id, contact_id, added_at)"
        " SELECT m.organisation_id, m.segment_id, %(target)s, m.added_at FROM segment_list_members m"
        " WHERE m.organisation_id = %(org)s AND m.contact_id = %(source)s AND (%(only)s::uuid[] IS NULL OR m.segment_id = ANY(%(only)s))"
        " ON CONFLICT DO NOTHING RETURNING segment_id",
        {"org": organisation_id, "source": source, "target": target, "only": None if only is None else list(only)},
    )


async def lists_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[tuple[UUID, str, str]]:
    """Return the segments that contacts are kept in, by id, name and kind: lists, and those that are watched."""
    return await unit.fetch(
        _named,
        "SELECT DISTINCT s.id, s.name, s.kind FROM segments s WHERE s.organisation_id = %(org)s AND (EXISTS (SELECT FROM segment_list_members m"
        " WHERE m.organisation_id = s.organisation_id AND m.segment_id = s.id AND m.contact_id = ANY(%(contacts)s)) OR EXISTS (SELECT FROM"
        " segment_members m WHERE m.organisation_id = s.organisation_id AND m.segment_id = s.id AND m.contact_id = ANY(%(contacts)s)))"
        " ORDER BY s.name",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return who is on a list, with no address."""
    return await unit.fetch(
        _known,
        "SELECT DISTINCT contact_id, NULL::uuid FROM segment_list_members WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def leave(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], only: Sequence[UUID] | None = None) -> int:
    """Take contacts out of lists, all or `only` these, and out of what is kept of watched segments; returns from how many lists."""
    params = {"org": organisation_id, "contacts": list(contact_ids), "only": None if only is None else list(only)}
    where = " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND (%(only)s::uuid[] IS NULL OR segment_id = ANY(%(only)s))"
    await unit.run("DELETE FROM segment_members" + where, params)
    return await unit.run("DELETE FROM segment_list_members" + where, params)


async def enter(unit: Unit, organisation_id: UUID, contact_id: UUID, segment_ids: Sequence[UUID]) -> None:
    """Put a contact into those of the lists that are still there."""
    await unit.run(
        "INSERT INTO segment_list_members (organisation_id, segment_id, contact_id, added_at)"
        " SELECT organisation_id, id, %(contact)s, %(at)s FROM segments"
        " WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) AND kind = 'list' ON CONFLICT DO NOTHING",
        {"org": organisation_id, "contact": contact_id, "ids": list(segment_ids), "at": unit.at},
    )


def _same(value: UUID) -> UUID:
    return value


def _named(identifier: UUID, name: str, kind: str) -> tuple[UUID, str, str]:
    return identifier, name, kind


def _known(contact_id: UUID, address_id: UUID | None) -> tuple[UUID, UUID | None]:
    return contact_id, address_id
