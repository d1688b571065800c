"""Files that people send: written down with the message, fetched by the workers, opened for whoever may read the message."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tidings.conversations import errors
from tidings.conversations.queries import attachments as queries
from tidings.conversations.rules import files
from tidings.conversations.types import AttachmentState, InboundAttachment, OpenedFile, Refusal, StoredAttachment, WaitingAttachment
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.ports.adapter import Fetched, NotFetched, Unfetched
from tidings.ports.receipt import Attachment

MOST_BYTES = files.MOST_BYTES
CONTENT, NAME = "attachment", "attachment_name"
"""As what a file and its name are sealed."""
_AT_ONCE = 4
_LEASE = timedelta(minutes=2)
"""Longer than an exchange with a provider may take."""
_LONGEST_NAME = 200
_FOR_GOOD = {Unfetched.GONE: Refusal.GONE, Unfetched.TOO_LARGE: Refusal.TOO_LARGE, Unfetched.NO_ADDRESS: Refusal.NO_ADDRESS}


async def note(unit: Unit, organisation_id: UUID, keys: OrganisationKeys, came: Sequence[tuple[UUID, Sequence[Attachment]]]) -> None:
    """Write down the files that came with messages; the workers fetch them."""
    every = [(message_id, place, file) for message_id, those in came for place, file in enumerate(those)]
    if not every:
        return
    rows = [
        StoredAttachment(
            new_id(unit.at), message_id, place, file.kind, file.content_type, keys.seal(NAME, _plain(file.name)), AttachmentState.WAITING, None, None
        )
        for message_id, place, file in every
    ]
    await queries.store(unit, organisation_id, rows, [file.ref for _, _, file in every], [file.digest for _, _, file in every])


async def organisations_due(unit: Unit) -> list[UUID]:
    """Return the organisations for which a file is to be fetched now (engine role)."""
    return await queries.organisations_due(unit)


async def waiting(unit: Unit) -> tuple[int, datetime | None]:
    """Count the files of all organisations that are still at their providers, and say when one is to be asked for next (engine role)."""
    return await queries.waiting(unit)


async def take(unit: Unit, organisation_id: UUID) -> list[WaitingAttachment]:
    """Take a few files to be fetched; if nobody settles them they are due again in two minutes."""
    return await queries.take(unit, organisation_id, _AT_ONCE, _LEASE)


async def settle(unit: Unit, organisation_id: UUID, waiting: WaitingAttachment, came: Fetched | NotFetched) -> None:
    """Keep what a provider gave if it is of a kind that is kept, else say why not; ask again later where that may help."""
    if isinstance(came, NotFetched):
        reason = _FOR_GOOD.get(came.why)
        wait = files.next_try(waiting.tries)
        if reason is None and wait is not None:
            await queries.again(unit, organisation_id, waiting.id, unit.at + wait)
            return
        settled = await queries.refuse(unit, organisation_id, waiting.id, reason or Refusal.GIVEN_UP)
    else:
        settled = await _keep(unit, organisation_id, waiting, came)
    if settled:
        unit.changed(organisation_id, "inbound")


async def drop(unit: Unit, organisation_id: UUID, waiting: WaitingAttachment) -> None:
    """Give up a file whose connection is gone."""
    await queries.refuse(unit, organisation_id, waiting.id, Refusal.NO_ACCOUNT)


async def open_file(unit: Unit, organisation_id: UUID, attachment_id: UUID) -> OpenedFile:
    """Return a file that is kept. Raises NotFound for any other."""
    found = await queries.content_of(unit, organisation_id, attachment_id)
    if found is None:
        raise errors.no_attachment(attachment_id)
    keys = await unit.keys(organisation_id)
    shown = files.may_be_shown(found.content_type)
    return OpenedFile(keys.open(CONTENT, found.content_sealed), found.content_type, keys.open_text(NAME, found.name_sealed), shown)


async def of_messages(unit: Unit, organisation_id: UUID, message_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[InboundAttachment]]:
    """Return the files of messages, by message, those that have some."""
    keys = await unit.keys(organisation_id)
    found: dict[UUID, list[InboundAttachment]] = {}
    for each in await queries.of_messages(unit, organisation_id, message_ids) if message_ids else []:
        name, shown = keys.open_text(NAME, each.name_sealed), files.may_be_shown(each.content_type)
        file = InboundAttachment(each.id, each.kind, each.state, each.content_type, name, each.size, each.refused, shown)
        found.setdefault(each.message_id, []).append(file)
    return found


def why_refused(reason: Refusal, language: str) -> str:
    """Say why a file is not kept, in "en" or "fr"."""
    return files.why_refused(reason, language)


def file_type(content: bytes, told: str) -> str | None:
    """Return the type of a file by its bytes; of a container or a text the one that was told, if it may be that. None for what is not kept."""
    return files.type_of(content, told)


def may_be_shown(content_type: str) -> bool:
    """Say whether a page may show a file of this type; any other is only downloaded."""
    return files.may_be_shown(content_type)


def plain_name(name: str) -> str:
    """Return the last part of a file's name, of what can be printed."""
    return _plain(name)


def picture_type(content: bytes) -> str | None:
    """Return the type of a picture by its bytes, if a page may show it; None for anything else."""
    found = files.type_of(content, "")
    return found if found and found.startswith("image/") and files.may_be_shown(found) else None


async def _keep(unit: Unit, organisation_id: UUID, waiting: WaitingAttachment, came: Fetched) -> bool:
    content_type = files.type_of(came.content, waiting.told_type or came.content_type)
    if not files.is_what_was_told(came.content, waiting.digest):
        return await queries.refuse(unit, organisation_id, waiting.id, Refusal.ALTERED)
    if len(came.content) > MOST_BYTES or content_type is None:
        reason = Refusal.KIND_NOT_KEPT if content_type is None else Refusal.TOO_LARGE
        return await queries.refuse(unit, organisation_id, waiting.id, reason)
    sealed = (await unit.keys(organisation_id)).seal(CONTENT, came.content)
    return await queries.keep(unit, organisation_id, waiting.id, content_type, len(came.content), sealed)


def _plain(name: str) -> str:
    """Return the last part of a file's name, of what can be printed."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(each for each in last if each.isprintable())[:_LONGEST_NAME]
