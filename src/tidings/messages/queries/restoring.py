"""The queue and the doubts of a restored database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.messages.types import Key

_PACKAGE = "tidings.messages"
_STATEMENTS = (sql(_PACKAGE, "doubt_doubts"), sql(_PACKAGE, "doubt_queue"))


@dataclass(frozen=True, slots=True)
class Doubted:
    """A message that may have been sent since the backup, at its present attempt: `looked_for` once more, or left to a person."""

    key: Key
    attempt: int
    sender_id: UUID
    address_id: UUID
    looked_for: bool


async def doubt_all(unit: Unit, organisation_id: UUID, since: datetime, askable: Sequence[UUID]) -> list[Doubted]:
    """Empty the queue and end all looking: what was in either is in doubt, and looked for once if its sender is among `askable`.

    `since` is when the backup was made.
    """
    params = {"org": organisation_id, "at": unit.at, "since": since, "askable": list(askable)}
    return [row for statement in _STATEMENTS for row in await unit.fetch(_doubted, statement, params)]


def _doubted(source_id: UUID, contact_id: UUID, step: int, *rest: Any) -> Doubted:
    return Doubted(Key(source_id, contact_id, step), *rest)
