"""Files that agents send: kept before they go, bound to the reply they go with. What is in them is sealed here and nowhere else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.inbox.types import SentFile
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.ports.receipt import AttachmentKind

_CONTENT, _NAME = "inbox_file", "inbox_file_name"
_COLUMNS = "id, thread_id, reply_id, added_by, kind, content_type, size, name_sealed, added_at"


async def insert(unit: Unit, organisation_id: UUID, file: SentFile, content: bytes) -> None:
    """Keep a file."""
    keys = await unit.keys(organisation_id)
    await unit.run(
        f"INSERT INTO inbox_files (organisation_id, {_COLUMNS}, content_sealed)"
        " VALUES (%(org)s, %(id)s, %(thread)s, NULL, %(by)s, %(kind)s, %(type)s, %(size)s, %(name)s, %(at)s, %(content)s)",
        {
            "org": organisation_id,
            "id": file.id,
            "thread": file.thread_id,
            "by": file.added_by,
            "kind": file.kind.value,
            "type": file.content_type,
            "size": file.size,
            "name": keys.seal(_NAME, file.name),
            "at": file.added_at,
            "content": keys.seal(_CONTENT, content),
        },
    )


async def select(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> list[SentFile]:
    """Return files."""
    rows = await unit.fetch(
        _row,
        f"SELECT {_COLUMNS} FROM inbox_files WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY id",
        {"org": organisation_id, "ids": list(ids)},
    )
    return _opened(rows, await unit.keys(organisation_id))


async def of_threads(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID]) -> list[SentFile]:
    """Return the files of threads, oldest first."""
    rows = await unit.fetch(
        _row,
        f"SELECT {_COLUMNS} FROM inbox_files WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s) ORDER BY id",
        {"org": organisation_id, "threads": list(thread_ids)},
    )
    return _opened(rows, await unit.keys(organisation_id))


async def unsent(unit: Unit, organisation_id: UUID, thread_id: UUID) -> int:
    """Count the files of a thread that wait to be sent."""
    found = await unit.value(
        "SELECT count(*) FROM inbox_files WHERE organisation_id = %(org)s AND thread_id = %(thread)s AND reply_id IS NULL",
        {"org": organisation_id, "thread": thread_id},
    )
    return int(found or 0)


async def content_of(unit: Unit, organisation_id: UUID, file_id: UUID) -> bytes | None:
    """Return what is in a file; None if it is not there."""
    sealed = await unit.value(
        "SELECT content_sealed FROM inbox_files WHERE organisation_id = %(org)s AND id = %(id)s", {"org": organisation_id, "id": file_id}
    )
    return None if sealed is None else (await unit.keys(organisation_id)).open(_CONTENT, sealed)


async def bind(unit: Unit, organisation_id: UUID, file_id: UUID, reply_id: UUID) -> bool:
    """Have a file go with a reply; says whether it was not sent before."""
    return bool(
        await unit.run(
            "UPDATE inbox_files SET reply_id = %(reply)s WHERE organisation_id = %(org)s AND id = %(id)s AND reply_id IS NULL",
            {"org": organisation_id, "id": file_id, "reply": reply_id},
        )
    )


async def delete_unsent(unit: Unit, organisation_id: UUID, file_id: UUID) -> bool:
    """Delete a file that was not sent; says whether it was there."""
    return bool(
        await unit.run(
            "DELETE FROM inbox_files WHERE organisation_id = %(org)s AND id = %(id)s AND reply_id IS NULL", {"org": organisation_id, "id": file_id}
        )
    )


async def delete_left(unit: Unit, organisation_id: UUID, before: datetime) -> int:
    """Delete the files that were added before a moment and never sent."""
    return await unit.run(
        "DELETE FROM inbox_files WHERE organisation_id = %(org)s AND reply_id IS NULL AND added_at < %(before)s",
        {"org": organisation_id, "before": before},
    )


def _row(*values: Any) -> tuple[Any, ...]:
    return values


def _opened(rows: Sequence[tuple[Any, ...]], keys: OrganisationKeys) -> list[SentFile]:
    return [
        SentFile(identifier, thread_id, reply_id, by, AttachmentKind(kind), content_type, size, keys.open_text(_NAME, name), at)
        for identifier, thread_id, reply_id, by, kind, content_type, size, name, at in rows
    ]
