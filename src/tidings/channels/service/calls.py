"""Stored callbacks: taken to be applied, done, or kept as letters."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels.queries import calls as rows
from tidings.channels.rules.bodies import shown
from tidings.channels.types import CallKind, Letter, OpenLetter, StoredCall
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict, NotFound
from tidings.kernel.paging import MOST_ROWS, Page, decode_id_cursor, encode_cursor

SEALED_AS = "webhook"


async def take_calls(unit: Unit, kind: CallKind, limit: int) -> Sequence[StoredCall]:
    """Lock the oldest callbacks of a kind until the unit ends, and return them open (engine role).

    Apply them and say `done_calls` in the same unit. One whose body can't be opened becomes a letter at once.
    """
    taken: list[StoredCall] = []
    unreadable: dict[tuple[UUID, UUID], str] = {}
    for call in await rows.take(unit, kind, limit):
        try:
            body = (await unit.keys(call.organisation_id)).open(SEALED_AS, call.sealed)
        except Conflict as error:
            unreadable[call.organisation_id, call.id] = error.message
        else:
            taken.append(StoredCall(call.id, call.organisation_id, call.connection_id, call.received_at, call.url, body))
    if unreadable:
        await rows.bury(unit, kind, list(unreadable), list(unreadable.values()))
    return taken


async def done_calls(unit: Unit, kind: CallKind, calls: Sequence[StoredCall]) -> int:
    """Remove what was applied, in the unit that applied it; returns how many were still there."""
    return await rows.delete(unit, kind, _keys(calls)) if calls else 0


async def bury_calls(unit: Unit, kind: CallKind, buried: Sequence[tuple[StoredCall, str]]) -> int:
    """Keep callbacks as letters, each with why; nothing is ever dropped."""
    return await rows.bury(unit, kind, _keys([call for call, _ in buried]), [why for _, why in buried]) if buried else 0


async def letters(unit: Unit, organisation_id: UUID, *, cursor: str | None = None, limit: int = 50) -> Page[Letter]:
    """Return letters, newest first."""
    limit = min(limit, MOST_ROWS)
    found = await rows.letters(unit, organisation_id, decode_id_cursor(cursor), limit + 1)
    more = len(found) > limit
    return Page(found[:limit], encode_cursor(str(found[limit - 1].id)) if more else None)


async def letter(unit: Unit, organisation_id: UUID, letter_id: UUID) -> OpenLetter:
    """Return a letter and its body, without what may be a person's. Raises NotFound, and Conflict if the body can't be opened."""
    found = await rows.letter(unit, organisation_id, letter_id)
    if found is None:
        raise NotFound("letter_not_found", "There is no such letter.", fix="List them with GET /channels/letters.")
    kept, sealed = found
    body = (await unit.keys(organisation_id)).open(SEALED_AS, sealed)
    text, cut = shown(body)
    return OpenLetter(kept.id, kept.kind, kept.connection_id, kept.received_at, kept.url, kept.why, kept.kept_at, text, cut, len(body))


async def replay_letters(unit: Unit, organisation_id: UUID, actor: str, ids: Sequence[UUID]) -> int:
    """Put letters back to be applied again; returns how many there were."""
    replayed = await rows.replay(unit, organisation_id, ids)
    if replayed:
        await accounts.record_audit(unit, organisation_id, actor, "webhook_letters.replayed", "webhook_letters", {"replayed": replayed})
    return replayed


def _keys(calls: Sequence[StoredCall]) -> list[tuple[UUID, UUID]]:
    return [(call.organisation_id, call.id) for call in calls]
