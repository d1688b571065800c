"""Receipts that never came: providers that can be asked are asked what became of a message, at growing distances, for a day.

What they say is applied as a receipt is. Nothing is written down for a message that is waited for: whoever releases has its
source watched, and each look at a source finds the messages that came of an age to ask about.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import OpenConnection, Sender
from tidings.infra.db.unit import Unit
from tidings.messages.queries import records, settling, watches
from tidings.messages.queries.records import Tried
from tidings.messages.queries.watches import Stale, Watch
from tidings.messages.rules import ASKED_AT_AGES, token_of
from tidings.messages.service.receiving import apply_receipts
from tidings.ports.adapter import Taken
from tidings.ports.receipt import Receipt, ReceiptState

_AT_A_TIME = 20
_SLICE = 5_000
_BATCH = 500
_APART = timedelta(hours=1)
"""Between two looks at a source: a look is a pass over its rows."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What one connection is asked about: messages, by the token of each."""

    connection: OpenConnection
    stale: Mapping[str, Stale]
    taken: Sequence[Taken]


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of the messages that a look is about; `last` is the cursor for the next ones, None after the last."""

    follow_ups: Sequence[FollowUp]
    last: Stale | None


async def watch_receipts(unit: Unit, organisation_id: UUID, source_id: UUID) -> None:
    """Have a source that releases looked through for receipts that never came."""
    await watches.begin(unit, organisation_id, source_id, unit.at + ASKED_AT_AGES[0])


async def watches_due(unit: Unit) -> list[Watch]:
    """Take some sources that are due for a look; nobody else takes them until their next look (engine role)."""
    return await watches.due(unit, _AT_A_TIME, unit.at + _APART)


async def stale_messages(unit: Unit, watch: Watch, askable: Collection[str], after: Stale | None) -> Slice:
    """Return messages of a source without a final receipt whose providers are among those that can be asked."""
    senders = await _askable(unit, watch, askable)
    rows = await watches.stale(unit, watch, list(senders), ASKED_AT_AGES, after, _SLICE) if senders else []
    grouped: dict[UUID, list[Stale]] = defaultdict(list)
    for row in rows:
        grouped[senders[row.sender_id].connection_id].append(row)
    follow_ups = [
        FollowUp(
            await channels.open_account(unit, watch.organisation_id, connection_id),
            {_token(row): row for row in mine},
            [_taken(row, senders[row.sender_id]) for row in mine],
        )
        for connection_id, mine in grouped.items()
    ]
    return Slice(follow_ups, rows[-1] if len(rows) == _SLICE else None)


async def apply_answers(unit: Unit, organisation_id: UUID, told: Sequence[tuple[Stale, Receipt | None]]) -> None:
    """Apply what a provider said of messages; of those asked about for the last time without a final word, say so in their traces."""
    final = [receipt for _, receipt in told if receipt is not None and receipt.state is not ReceiptState.SENT]
    if final:
        await apply_receipts(unit, organisation_id, final)
    silent = {stale.key: (stale, receipt) for stale, receipt in told if stale.last and (receipt is None or receipt.state is ReceiptState.SENT)}
    if not silent:
        return
    noted = {key for key, attempt in await settling.attempts_of(unit, organisation_id, list(silent)) if attempt.outcome == "no_receipt"}
    lines = [
        Tried(key, stale.attempt, unit.at, "no_receipt", (receipt.code if receipt else None) or "no_receipt", "")
        for key, (stale, receipt) in silent.items()
        if key not in noted
    ]
    await records.tried(unit, organisation_id, lines)


def in_batches(told: Sequence[tuple[Stale, Receipt | None]]) -> Sequence[Sequence[tuple[Stale, Receipt | None]]]:
    """Divide answers into as many as one transaction applies."""
    return [told[start : start + _BATCH] for start in range(0, len(told), _BATCH)]


async def end_look(unit: Unit, watch: Watch, askable: Collection[str], *, answered: bool) -> None:
    """Say when a source is looked at next: when its next message comes of an age, but not twice in an hour; or never.

    A look without an answer counts for nothing: it is made again.
    """
    senders = await _askable(unit, watch, askable)
    if not answered:
        await watches.go_on(unit, watch, watch.looked_at, watch.at + _APART)
        return
    next_at, on_its_way = await watches.next_look(unit, watch, list(senders), ASKED_AT_AGES) if senders else (None, False)
    later = watch.at + _APART
    if next_at is not None or on_its_way:
        await watches.go_on(unit, watch, watch.at, later if on_its_way or next_at is None else max(next_at, later))
    elif not await watches.end(unit, watch):
        await watches.go_on(unit, watch, watch.at, later)


async def _askable(unit: Unit, watch: Watch, askable: Collection[str]) -> dict[UUID, Sender]:
    return {each.id: each for each in await channels.senders(unit, watch.organisation_id) if each.provider in askable}


def _token(stale: Stale) -> str:
    return token_of(stale.key, stale.attempt)


def _taken(stale: Stale, sender: Sender) -> Taken:
    return Taken(sender.channel, sender.address, stale.provider_id, _token(stale), stale.sent_at)
