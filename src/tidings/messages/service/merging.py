"""The messages of two contacts that become one: whoever is in a source as both is reached once.

Messages keep the contact that they were for. What waits for the one who goes is ended and planned for the one who stays, unless they are
in the source themselves; where the one who goes was written to already, the one who stays is not. In doubt a message too few leaves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from tidings.channels import service as channels
from tidings.contacts.types import Merging
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.messages import errors
from tidings.messages.queries import merging as queries
from tidings.messages.queries.merging import Entry
from tidings.messages.service.news import tell_planned_again, tell_settled
from tidings.messages.types import Key, SourceKind, State

_WRITTEN_TO = frozenset({State.SENDING, State.UNKNOWN, State.SENT, State.DELIVERED, State.READ})
"""Whoever has such a message was written to, or may have been."""
_AT_ONCE = frozenset({
    SourceKind.TEST, SourceKind.ANSWER, SourceKind.OPT_OUT_CONFIRMATION, SourceKind.VERIFICATION, SourceKind.NOTICE, SourceKind.INBOX,
})  # fmt: skip
"""What leaves within the second, or is begun anew by who asked for it: nothing of it is planned anew, and nobody is entered beside who got it."""


@dataclass(slots=True)
class _Moves:
    """What becomes of the messages of both, by the key of the one who has it."""

    moved: list[Key] = field(default_factory=list[Key])
    """Of the one who goes: ended, and planned for the one who stays."""
    ended: list[Key] = field(default_factory=list[Key])
    """Of either: ended, because the other is in the source."""
    marked: list[Key] = field(default_factory=list[Key])
    """Of the one who goes, who was written to: the one who stays is entered as ended."""


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Have the person reached once by each source that can still send. Raises Busy while a message of theirs is just being released."""
    kinds = dict(await queries.open_sources(unit, organisation_id))
    both = [merging.kept_id, merging.gone_id]
    among = await queries.sources_of(unit, organisation_id, [merging.gone_id], [each for each, kind in kinds.items() if kind not in _AT_ONCE])
    if not among:
        await limits.share_sendings(unit, organisation_id, merging.gone_id, merging.kept_id)
        return {}
    await take_back(unit, organisation_id, both, among)
    moves = _decided(await queries.lock(unit, organisation_id, both, among), merging)
    await queries.end_as_merged(unit, organisation_id, [*moves.moved, *moves.ended])
    await queries.plan_for(unit, organisation_id, merging.kept_id, moves.moved)
    await queries.copy_values(unit, organisation_id, merging.kept_id, moves.moved)
    await queries.mark_reached(unit, organisation_id, merging.kept_id, moves.marked)
    await limits.share_sendings(unit, organisation_id, merging.gone_id, merging.kept_id)
    tell_planned_again(unit, organisation_id, among)
    tell_settled(unit, organisation_id, {key.source_id for key in moves.ended})
    return {"moved": _packed(moves.moved), "ended": _packed(moves.ended), "marked": _packed(moves.marked)}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give each back the messages that wait; what left or ended meanwhile stays as it is. Sendings that count for both go on to."""
    moved_keys, marked = _unpacked(moved.get("moved", ())), _unpacked(moved.get("marked", ()))
    among = list({key.source_id for key in [*moved_keys, *marked, *_unpacked(moved.get("ended", ()))]})
    if not among:
        return []
    await take_back(unit, organisation_id, [merging.kept_id], among)
    await queries.lock(unit, organisation_id, [merging.kept_id, merging.gone_id], among)
    put_in = [Key(key.source_id, merging.kept_id, key.step) for key in [*moved_keys, *marked]]
    out = {(key.source_id, key.step) for key in await queries.withdraw(unit, organisation_id, put_in)}
    ended = [*(key for key in moved_keys if (key.source_id, key.step) in out), *_unpacked(moved["ended"])]
    again = await queries.plan_again(unit, organisation_id, ended)
    tell_planned_again(unit, organisation_id, among)
    left = len(moved_keys) + len(marked) + len(moved["ended"]) - len(again) - sum((key.source_id, key.step) in out for key in marked)
    return [f"Messages that left, or whose campaign ended, stay as they are: {left}."] if left else []


async def take_back(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> None:
    """Take what waits for people back from the queue, with what it counted for."""
    back = await queries.recall(unit, organisation_id, contact_ids, among)
    senders = await channels.sender_batch(unit, organisation_id, list({each.sender_id for each in back}))
    people: dict[UUID, list[UUID]] = {}
    for each in back:
        sender = senders.get(each.sender_id)
        if sender is not None and sender.portfolio_id is not None:
            people.setdefault(sender.portfolio_id, []).append(each.address_id)
    for portfolio_id, mine in sorted(people.items()):
        await limits.give_back_people(unit, organisation_id, portfolio_id, mine)
    await limits.give_back_sendings(unit, organisation_id, [(each.source_id, each.contact_id) for each in back])


def _decided(entries: Sequence[Entry], merging: Merging) -> _Moves:
    moves = _Moves()
    ordered = sorted(entries, key=lambda each: (each.key.source_id, each.key.step))
    for _, pair in groupby(ordered, key=lambda each: (each.key.source_id, each.key.step)):
        by_contact = {each.key.contact_id: each for each in pair}
        gone, kept = by_contact.get(merging.gone_id), by_contact.get(merging.kept_id)
        if gone is not None:
            _decide(moves, gone, kept)
    return moves


def _decide(moves: _Moves, gone: Entry, kept: Entry | None) -> None:
    if gone.state is State.QUEUED or (kept is not None and kept.state is State.QUEUED):
        raise errors.just_released()
    if gone.state is State.PLANNED and (kept is not None or gone.attempts):
        # What the provider may still deliver of an earlier attempt would be a second message beside a new one.
        moves.ended.append(gone.key)
    elif gone.state is State.PLANNED:
        moves.moved.append(gone.key)
    elif gone.state in _WRITTEN_TO and kept is None:
        moves.marked.append(gone.key)
    elif gone.state in _WRITTEN_TO and kept is not None and kept.state is State.PLANNED:
        moves.ended.append(kept.key)


def _packed(keys: Iterable[Key]) -> list[str]:
    return [key.message_id for key in keys]


def _unpacked(words: Iterable[str]) -> list[Key]:
    return [key for word in words if (key := Key.read(word)) is not None]
