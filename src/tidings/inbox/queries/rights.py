"""All that the inbox keeps of people."""

from collections.abc import Sequence
from uuid import UUID

from tidings.inbox.types import Note
from tidings.infra.db.unit import Unit


async def move(unit: Unit, organisation_id: UUID, thread_id: UUID, contact_id: UUID) -> None:
    """Make a thread, which is locked, another contact's."""
    await unit.run(
        "UPDATE inbox_threads SET contact_id = %(contact)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": thread_id, "contact": contact_id},
    )


async def join(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID], into: UUID | None) -> None:
    """Show threads, which are locked, in another one; None: by themselves again."""
    await unit.run(
        "UPDATE inbox_threads SET joined_id = %(into)s WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(thread_ids), "into": into},
    )


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return who has a thread, with the address that they wrote from last."""
    return await unit.fetch(
        _known,
        "SELECT contact_id, address_id FROM inbox_threads WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def notes_of(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID]) -> list[Note]:
    """Return all notes of threads, newest first."""
    return await unit.fetch(
        Note,
        "SELECT id, thread_id, by, sealed, mentions, created_at FROM inbox_notes WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s)"
        " ORDER BY id DESC",
        {"org": organisation_id, "threads": list(thread_ids)},
    )


async def replies_of(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID]) -> list[UUID]:
    """Return all replies in threads, newest first."""
    return await unit.fetch(
        _same,
        "SELECT id FROM inbox_replies WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s) ORDER BY id DESC",
        {"org": organisation_id, "threads": list(thread_ids)},
    )


async def forget(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID]) -> None:
    """Delete threads, which are locked, with all that stands in them; what was sent stays as counts in the ledger."""
    params = {"org": organisation_id, "threads": list(thread_ids)}
    where = " WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s)"
    await unit.run("DELETE FROM inbox_signals WHERE organisation_id = %(org)s AND reply_id IN (SELECT id FROM inbox_replies" + where + ")", params)
    await unit.run("DELETE FROM inbox_replies" + where, params)
    await unit.run("DELETE FROM inbox_files" + where, params)
    await unit.run("DELETE FROM inbox_notes" + where, params)
    await unit.run("DELETE FROM inbox_mentions" + where, params)
    await unit.run("DELETE FROM inbox_events" + where, params)
    await unit.run("DELETE FROM inbox_marks" + where, params)
    await unit.run("DELETE FROM inbox_presence" + where, params)
    await unit.run("DELETE FROM inbox_strangers" + where, params)
    await unit.run("DELETE FROM inbox_threads WHERE organisation_id = %(org)s AND id = ANY(%(threads)s)", params)


def _known(contact_id: UUID, address_id: UUID | None) -> tuple[UUID, UUID | None]:
    return contact_id, address_id


def _same(value: UUID) -> UUID:
    return value
