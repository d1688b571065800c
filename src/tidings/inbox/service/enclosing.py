"""Files that agents send: kept sealed before they go, fetched by the provider by a link that ends, gone with their conversation.

A provider is told a link and fetches the file itself, so a message is one request whatever it brings, and no upload of ours can be in doubt.
"""

from datetime import timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.content import service as content
from tidings.content.types import ThingKind
from tidings.conversations import service as conversations
from tidings.inbox import errors
from tidings.inbox.queries import files, threads
from tidings.inbox.rules import carrying
from tidings.inbox.service.acting import held
from tidings.inbox.types import OpenedFile, SentFile, Thread
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id

LINK_LASTS = timedelta(days=2)
"""A reply leaves within a day; its provider fetches the file at once."""
_UNSENT_LAST = timedelta(days=1)
_MOST_UNSENT = 10


async def add_file(unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID, name: str, told: str, content: bytes) -> SentFile:
    """Keep a file for a reply to come. Its bytes say what it is; `told` and the end of its name only which kind of container or text.

    Raises NotFound, Invalid for what WhatsApp does not carry, TooLarge, and Conflict where enough files wait.
    """
    thread = await held(unit, organisation_id, thread_id)
    if await files.unsent(unit, organisation_id, thread.id) >= _MOST_UNSENT:
        raise errors.files_enough(_MOST_UNSENT)
    content_type = conversations.file_type(content, carrying.told_by_name(name) or told)
    kind = carrying.kind_of(content_type) if content_type else None
    if content_type is None or kind is None:
        raise errors.file_unfit()
    carrying.check_size(kind, len(content))
    file = SentFile(new_id(unit.at), thread.id, None, actor, kind, content_type, len(content), conversations.plain_name(name), unit.at)
    await files.insert(unit, organisation_id, file, content)
    return file


async def file_to_send(unit: Unit, organisation_id: UUID, thread: Thread, file_id: UUID) -> SentFile:
    """Return a file of a thread, which is locked, that was not sent yet. Raises NotFound, Conflict."""
    found = await files.select(unit, organisation_id, [file_id])
    if not found or found[0].thread_id not in {thread.id, *await threads.joined_to(unit, organisation_id, [thread.id])}:
        raise errors.no_file()
    if found[0].reply_id is not None:
        raise errors.file_sent()
    return found[0]


async def open_file(unit: Unit, organisation_id: UUID, file_id: UUID) -> OpenedFile:
    """Return a file with what is in it. Raises NotFound."""
    found, inside = await files.select(unit, organisation_id, [file_id]), await files.content_of(unit, organisation_id, file_id)
    if not found or inside is None:
        raise errors.no_file()
    return OpenedFile(found[0], inside)


async def drop_file(unit: Unit, organisation_id: UUID, file_id: UUID) -> None:
    """Delete a file that was not sent. Raises NotFound, Conflict for one that was."""
    if await files.delete_unsent(unit, organisation_id, file_id):
        return
    raise errors.file_sent() if await files.select(unit, organisation_id, [file_id]) else errors.no_file()


async def forget_files(unit: Unit, organisation_id: UUID) -> int:
    """Delete what was added a day ago and never sent."""
    return await files.delete_left(unit, organisation_id, unit.at - _UNSENT_LAST)


def linked_organisation(token: str) -> UUID:
    """Return whose file a link may lead to. Raises NotFound for what is no link."""
    found = content.organisation_of_token(token)
    if found is None:
        raise errors.no_file()
    return found


async def linked_file(unit: Unit, organisation_id: UUID, token: str) -> OpenedFile:
    """Return the file that a link leads to. Raises NotFound for one that is not ours, is over, or whose file is gone."""
    await accounts.organisation(unit, organisation_id)
    file_id = content.thing_of(await unit.keys(organisation_id), token, ThingKind.FILE, unit.at)
    if file_id is None:
        raise errors.no_file()
    return await open_file(unit, organisation_id, file_id)


def may_be_shown(file: SentFile) -> bool:
    """Say whether a page may show a file as it is."""
    return conversations.may_be_shown(file.content_type)
