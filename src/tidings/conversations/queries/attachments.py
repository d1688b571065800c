"""Files that came with messages: those still at the provider, and those kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tidings.conversations.types import AttachmentState, Refusal, StoredAttachment, StoredContent, WaitingAttachment
from tidings.infra.db.unit import Unit
from tidings.ports.receipt import AttachmentKind

# Whoever takes one has it for a while: if they die, it is due again then. Fetching twice does no harm.
_TAKE = """
WITH due AS (
  SELECT id FROM inbound_attachments WHERE organisation_id = %(org)s AND due_at <= %(at)s ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
), taken AS (
  UPDATE inbound_attachments a SET tries = a.tries + 1, due_at = %(until)s FROM due
  WHERE a.organisation_id = %(org)s AND a.id = due.id
  RETURNING a.id, a.message_id, a.kind, a.ref, a.told_type, a.digest, a.tries
)
SELECT t.id, m.connection_id, t.kind, t.ref, t.told_type, t.digest, t.tries FROM taken t
JOIN inbound_messages m ON m.organisation_id = %(org)s AND m.id = t.message_id
"""


async def store(unit: Unit, organisation_id: UUID, waiting: Sequence[StoredAttachment], refs: Sequence[str], digests: Sequence[bytes | None]) -> None:
    """Write down files that came, to be fetched at once."""
    await unit.run(
        "INSERT INTO inbound_attachments (organisation_id, id, message_id, place, kind, ref, told_type, name_sealed, digest, state, due_at)"
        " SELECT %(org)s, t.*, 'waiting', %(at)s FROM unnest(%(ids)s::uuid[], %(messages)s::uuid[], %(places)s::smallint[], %(kinds)s::text[],"
        " %(refs)s::text[], %(types)s::text[], %(names)s::bytea[], %(digests)s::bytea[]) AS t",
        {
            "org": organisation_id,
            "at": unit.at,
            "ids": [each.id for each in waiting],
            "messages": [each.message_id for each in waiting],
            "places": [each.place for each in waiting],
            "kinds": [each.kind.value for each in waiting],
            "refs": list(refs),
            "types": [each.content_type for each in waiting],
            "names": [each.name_sealed for each in waiting],
            "digests": list(digests),
        },
    )


async def organisations_due(unit: Unit) -> list[UUID]:
    """Return the organisations for which a file is to be fetched now (engine role)."""
    return await unit.fetch(_same, "SELECT DISTINCT organisation_id FROM inbound_attachments WHERE due_at <= %(at)s", {"at": unit.at})


async def waiting(unit: Unit) -> tuple[int, datetime | None]:
    """Count the files of all organisations that are still at their providers, and say when one is to be asked for next (engine role)."""
    found = await unit.fetch_one(_counted, "SELECT count(*), min(due_at) FROM inbound_attachments WHERE due_at IS NOT NULL")
    return found or (0, None)


async def take(unit: Unit, organisation_id: UUID, most: int, lease: timedelta) -> list[WaitingAttachment]:
    """Take files that are due, counting a try of each; they are due again when the lease is over."""
    params = {"org": organisation_id, "at": unit.at, "until": unit.at + lease, "most": most}
    return await unit.fetch(_waiting, _TAKE, params)


async def keep(unit: Unit, organisation_id: UUID, attachment_id: UUID, content_type: str, size: int, sealed: bytes) -> bool:
    """Keep a file that waited; says whether it did."""
    return bool(
        await unit.run(
            "UPDATE inbound_attachments SET state = 'kept', due_at = NULL, content_type = %(type)s, size = %(size)s, content_sealed = %(sealed)s"
            " WHERE organisation_id = %(org)s AND id = %(id)s AND state = 'waiting'",
            {"org": organisation_id, "id": attachment_id, "type": content_type, "size": size, "sealed": sealed},
        )
    )


async def refuse(unit: Unit, organisation_id: UUID, attachment_id: UUID, reason: Refusal) -> bool:
    """Say of a file that waited why it will never be kept; says whether it waited."""
    return bool(
        await unit.run(
            "UPDATE inbound_attachments SET state = 'refused', reason = %(reason)s, due_at = NULL"
            " WHERE organisation_id = %(org)s AND id = %(id)s AND state = 'waiting'",
            {"org": organisation_id, "id": attachment_id, "reason": reason.value},
        )
    )


async def again(unit: Unit, organisation_id: UUID, attachment_id: UUID, due_at: datetime) -> None:
    """Ask for a file that waits again, later."""
    await unit.run(
        "UPDATE inbound_attachments SET due_at = %(due)s WHERE organisation_id = %(org)s AND id = %(id)s AND state = 'waiting'",
        {"org": organisation_id, "id": attachment_id, "due": due_at},
    )


async def of_messages(unit: Unit, organisation_id: UUID, message_ids: Sequence[UUID]) -> list[StoredAttachment]:
    """Return the files of messages, in their order, without what is in them."""
    return await unit.fetch(
        _stored,
        "SELECT id, message_id, place, kind, coalesce(content_type, told_type), name_sealed, state, reason, size FROM inbound_attachments"
        " WHERE organisation_id = %(org)s AND message_id = ANY(%(messages)s) ORDER BY message_id, place",
        {"org": organisation_id, "messages": list(message_ids)},
    )


async def content_of(unit: Unit, organisation_id: UUID, attachment_id: UUID) -> StoredContent | None:
    """Return what is in a file; None if there is no such file, or it is not kept."""
    return await unit.fetch_one(
        StoredContent,
        "SELECT content_type, name_sealed, content_sealed FROM inbound_attachments"
        " WHERE organisation_id = %(org)s AND id = %(id)s AND state = 'kept'",
        {"org": organisation_id, "id": attachment_id},
    )


def _counted(count: int, due: datetime | None) -> tuple[int, datetime | None]:
    return count, due


def _waiting(*row: Any) -> WaitingAttachment:
    identifier, connection_id, kind, *rest = row
    return WaitingAttachment(identifier, connection_id, AttachmentKind(kind), *rest)


def _stored(*row: Any) -> StoredAttachment:
    identifier, message_id, place, kind, content_type, name, state, reason, size = row
    refused = Refusal(reason) if reason else None
    return StoredAttachment(identifier, message_id, place, AttachmentKind(kind), content_type, name, AttachmentState(state), refused, size)


def _same(value: UUID) -> UUID:
    return value
