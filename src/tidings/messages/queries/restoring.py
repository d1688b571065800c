"""The queue and the doubts of a restored database."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.messages.types import Key

_PACKAGE = "tidings.messages"
_STATEMENTS = (sql(_PACKAGE, "doubt_queue"), sql(_PACKAGE, "doubt_doubts"))


@dataclass(frozen=True, slots=True)
class Doubted:
    """A message that may have been sent since the backup, at its present attempt."""

    key: Key
    attempt: int
    sender_id: UUID
    address_id: UUID


async def doubt_all(unit: Unit, organisation_id: UUID, since: datetime) -> list[Doubted]:
    """Empty the queue and end all looking: what was in either is in doubt for good. `since` is when the backup was made."""
    params = {"org": organisation_id, "at": unit.at, "since": since}
    return [row for statement in _STATEMENTS for row in await unit.fetch(_doubted, statement, params)]


def _doubted(source_id: UUID, contact_id: UUID, step: int, attempt: int, sender_id: UUID, address_id: UUID) -> Doubted:
    return Doubted(Key(source_id, contact_id, step), attempt, sender_id, address_id)
