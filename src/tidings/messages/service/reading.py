"""What the ledger tells: progress, recipients, what is on its way."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.messages import errors
from tidings.messages.queries import doubts, ledger, months, outbox, workers
from tidings.messages.queries import figures as counted
from tidings.messages.types import Breakdown, Progress, PutOff, Queued, RecipientRow, State

_ALL = 1 << 16
"""How many values the last two bytes of an id have."""
_ENDED_FOR_A_REASON = frozenset({State.UNKNOWN, State.FAILED, State.SUPPRESSED, State.EXPIRED, State.CANCELLED})


async def progress(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> dict[UUID, Progress]:
    """Return where the messages of each source stand, counted from the ledger."""
    counts: dict[UUID, dict[State, int]] = {source_id: {} for source_id in source_ids}
    unconfirmed = dict.fromkeys(source_ids, 0)
    for row in await ledger.counts(unit, organisation_id, source_ids):
        counts[row.source_id][State(row.state)] = row.messages
        if row.state == State.UNKNOWN:
            unconfirmed[row.source_id] = row.settled
    return {source_id: Progress(counts[source_id], unconfirmed[source_id]) for source_id in source_ids}


async def breakdown(unit: Unit, organisation_id: UUID, source_id: UUID) -> Breakdown:
    """Return where the messages of a source stand and why, counted in one reading of the ledger."""
    rows = await ledger.reason_counts(unit, organisation_id, source_id)
    counts: Counter[State] = Counter()
    for row in rows:
        counts[State(row.state)] += row.messages
    put_off = (PutOff(row.reason, row.put_off, row.first_at) for row in rows if row.reason and row.first_at)
    return Breakdown(
        Progress(counts, sum(row.settled for row in rows if row.state == State.UNKNOWN)),
        [(State(row.state), row.reason, row.messages) for row in rows if row.reason and row.state in _ENDED_FOR_A_REASON],
        sorted(put_off, key=lambda each: (-each.messages, each.reason)),
    )


async def next_turns(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> dict[UUID, datetime | None]:
    """Return when the first planned message of each source may be looked at (None: now); sources without any are left out."""
    return await ledger.next_turns(unit, organisation_id, source_ids)


async def recipients(
    unit: Unit,
    organisation_id: UUID,
    source_id: UUID,
    *,
    states: Sequence[State] | None = None,
    reasons: Sequence[str] | None = None,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[RecipientRow]:
    """List the recipients of a source, optionally in some states or with some reason codes only. Raises NotFound if they have left the ledger."""
    after = decode_id_cursor(cursor)
    rows = await ledger.recipients(unit, organisation_id, source_id, states=states, reasons=reasons, after=after, limit=limit + 1)
    if not rows and await months.has_left(unit, organisation_id, source_id):
        raise errors.recipients_gone()
    more = len(rows) > limit
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].contact_id)) if more else None)


async def sample_planned(unit: Unit, organisation_id: UUID, source_id: UUID, planned: int, most: int) -> list[tuple[UUID, UUID]]:
    """Return (contact, address) of a source's planned people: of all `planned`, or of about `most` of them, drawn by chance, if they are more."""
    below = _ALL if planned <= most else _ALL * most // planned
    return await ledger.sample_planned(unit, organisation_id, source_id, below)


async def waiting(unit: Unit, organisation_id: UUID, source_id: UUID) -> int:
    """Count a source's messages that are released and not settled by the provider's answer."""
    return await outbox.waiting(unit, organisation_id, source_id)


async def queue_depth(unit: Unit, organisation_id: UUID) -> int:
    """Count an organisation's messages in the queue."""
    return await outbox.depth(unit, organisation_id)


async def next_due(unit: Unit) -> datetime | None:
    """Return when messages has something to do next, over all organisations (engine role): a message due or a doubt to look into."""
    moments = [moment for moment in (await outbox.next_due(unit), await doubts.next_look(unit)) if moment is not None]
    return min(moments, default=None)


async def figures(unit: Unit) -> tuple[Sequence[Queued], tuple[int, int]]:
    """Return what the queue holds by lane, and how many messages are in doubt: looked for, and unconfirmed (engine role)."""
    return await counted.queued(unit), await counted.doubts(unit)


async def workers_alive(unit: Unit) -> int:
    """Count the workers that live (engine role)."""
    return await workers.alive(unit)
