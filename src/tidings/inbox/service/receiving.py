"""What people write, taken up in the transaction that takes it in: their thread is opened, or only shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.inbox.queries import items, threads
from tidings.inbox.rules import moving
from tidings.inbox.rules.needing import need_of
from tidings.inbox.service.automatic import weigh
from tidings.inbox.service.automatic_acting import act
from tidings.inbox.service.noting import Happening, happened_now
from tidings.inbox.types import SYSTEM, Arrived, Need, Thread
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import ids_of
from tidings.kernel.words import Channel


async def on_arrived(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Take up messages: each person's thread, made if there is none, and what is done by itself. A constant number of statements.

    `inbox.heard` tells who follows what became of each (`inbox` itself among them, which may answer by itself).
    """
    arrived = [_arrived(each) for event in events for each in event.data["messages"]]
    if not arrived:
        return
    owners = await _held(unit, organisation_id, arrived)
    scales = await weigh(unit, organisation_id, arrived, owners)
    told: list[dict[str, Any]] = []
    happened: list[Happening] = []
    for message in sorted(arrived, key=lambda each: (each.at, each.id)):
        weighed = scales.weighed.get(message.id)
        thread, need = _thread_of(message, owners), weighed.need if weighed else need_of(message)
        moved, whats = moving.heard(thread, message, need, unit.at)
        owners[thread.id] = moved
        happened += [(thread.id, what, {}) for what in whats]
        told.append(_told(message, thread, need))
    happened += await act(unit, organisation_id, scales, owners)
    await threads.update(unit, organisation_id, list(owners.values()))
    await items.add_events(unit, organisation_id, happened_now(unit, SYSTEM, happened))
    await _keep_strangers(unit, organisation_id, arrived, owners)
    for thread_id in owners:
        unit.changed(organisation_id, "thread", thread_id)
    unit.happened(Happened("inbox.heard", organisation_id, {"heard": told}))


async def on_repeated(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Put before a person who says again and again what is settled; one that is open already stays as it is."""
    said = {UUID(each.data["contact_id"]): datetime.fromisoformat(each.data["at"]) for each in reversed(events)}
    people, fresh = sorted(said), ids_of(unit.at)
    await threads.ensure(unit, organisation_id, [next(fresh) for _ in people], people, [None] * len(people))
    held = [each for each in await threads.hold_of(unit, organisation_id, people, []) if each.contact_id is not None]
    moves = [moving.repeated(each, said[each.contact_id]) for each in held if each.contact_id is not None]
    await threads.update(unit, organisation_id, [replace(moved, moved_at=unit.at) for moved, _ in moves])
    await items.add_events(unit, organisation_id, happened_now(unit, SYSTEM, [(moved.id, what, {}) for moved, whats in moves for what in whats]))
    for moved, _ in moves:
        unit.changed(organisation_id, "thread", moved.id)


async def _held(unit: Unit, organisation_id: UUID, arrived: Sequence[Arrived]) -> dict[UUID, Thread]:
    """Return the threads of everybody who wrote, locked; new ones are made in one order before any is locked."""
    people = sorted({each.contact_id for each in arrived if each.contact_id is not None})
    strangers = {each.lookups[-1]: each.lookups for each in arrived if each.contact_id is None and each.lookups}
    every = sorted({lookup for lookups in strangers.values() for lookup in lookups})
    known = {each.stranger for each in await threads.of_strangers(unit, organisation_id, every)} if every else set[bytes | None]()
    new = sorted(own for own, lookups in strangers.items() if known.isdisjoint(lookups))
    fresh = ids_of(unit.at)
    ids = [next(fresh) for _ in range(len(people) + len(new))]
    await threads.ensure(unit, organisation_id, ids, [*people, *(None for _ in new)], [*(None for _ in people), *new])
    return {each.id: each for each in await threads.hold_of(unit, organisation_id, people, every)}


def _thread_of(message: Arrived, owners: Mapping[UUID, Thread]) -> Thread:
    if message.contact_id is not None:
        return next(each for each in owners.values() if each.contact_id == message.contact_id)
    return next(each for each in owners.values() if each.stranger is not None and each.stranger in message.lookups)


async def _keep_strangers(unit: Unit, organisation_id: UUID, arrived: Sequence[Arrived], owners: Mapping[UUID, Thread]) -> None:
    """Write down what somebody wrote who has no contact: nothing else leads to it."""
    pairs = [(_thread_of(each, owners).id, each.id) for each in arrived if each.contact_id is None and each.lookups]
    if pairs:
        await threads.add_strange(unit, organisation_id, sorted(pairs))


def _told(message: Arrived, thread: Thread, need: Need) -> dict[str, Any]:
    return {
        "thread_id": str(thread.id),
        "message_id": str(message.id),
        "contact_id": str(message.contact_id) if message.contact_id else None,
        "channel": message.channel.value,
        "sender_id": str(message.sender_id) if message.sender_id else None,
        "address_id": str(message.address_id) if message.address_id else None,
        "reading": message.reading,
        "kind": message.kind,
        "asked": message.asked,
        "needs_person": need.person,
        "why": need.why.value,
        "at": message.at.isoformat(),
    }


def _arrived(data: Mapping[str, Any]) -> Arrived:
    return Arrived(
        id=UUID(data["id"]),
        contact_id=UUID(data["contact_id"]) if data["contact_id"] else None,
        lookups=[bytes.fromhex(each) for each in data["lookups"]],
        channel=Channel(data["channel"]),
        sender_id=UUID(data["sender_id"]) if data["sender_id"] else None,
        address_id=UUID(data["address_id"]) if data["address_id"] else None,
        kind=data["kind"],
        reading=data["reading"],
        asked=data["asked"],
        answered=data["answered"],
        at=datetime.fromisoformat(data["at"]),
    )
