"""Notices of a person as a whole."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit


async def move(unit: Unit, organisation_id: UUID, source: UUID, target: UUID) -> list[UUID]:
    """Make one contact's notices another's and return them; one that gathers goes by itself at once if the other has one, too."""
    await unit.run(
        "UPDATE notices SET state = 'sending', next_look = %(at)s WHERE organisation_id = %(org)s AND contact_id = %(source)s AND state = 'waiting'",
        {"org": organisation_id, "source": source, "at": unit.at},
    )
    return await unit.fetch(
        _id,
        "UPDATE notices SET contact_id = %(target)s WHERE organisation_id = %(org)s AND contact_id = %(source)s RETURNING id",
        {"org": organisation_id, "source": source, "target": target},
    )


async def give_back(unit: Unit, organisation_id: UUID, notice_ids: Sequence[UUID], target: UUID) -> None:
    """Make notices a contact's again."""
    await unit.run(
        "UPDATE notices SET contact_id = %(target)s WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(notice_ids), "target": target},
    )


async def of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Return the notices of contacts, newest first."""
    return await unit.fetch(
        _id,
        "SELECT id FROM notices WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY id DESC",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return who has notices, with the address that one was for."""
    return await unit.fetch(
        _known,
        "SELECT contact_id, address_id FROM notices WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " UNION SELECT contact_id, NULL FROM channel_orders WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def forget(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Delete the notices of contacts with their attempts and signals; returns how many.

    Notices are locked before anything of theirs, as by who follows them: a worker that looks at one is waited for.
    """
    ids = await unit.fetch(
        _id,
        "SELECT id FROM notices WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY id FOR UPDATE",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )
    params = {"org": organisation_id, "ids": ids}
    await unit.run("DELETE FROM notice_signals WHERE organisation_id = %(org)s AND notice_id = ANY(%(ids)s)", params)
    await unit.run("DELETE FROM notice_attempts WHERE organisation_id = %(org)s AND notice_id = ANY(%(ids)s)", params)
    return await unit.run("DELETE FROM notices WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)", params)


def _id(identifier: UUID) -> UUID:
    return identifier


def _known(contact_id: UUID, address_id: UUID | None) -> tuple[UUID, UUID | None]:
    return contact_id, address_id
