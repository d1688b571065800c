"""The messages of two contacts that become one, and of one that leaves. Each is found by its key, in the sources that are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.queries.records import keyed
from tidings.messages.types import Key, SourceKind, State

_EACH = " unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
_MATCH = (
    " WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)"
    " AND m.source_id = v.source_id AND m.contact_id = v.contact_id AND m.step = v.step"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of somebody, as far as it matters for ending or moving it."""

    key: Key
    address_id: UUID
    state: State
    attempts: int


@dataclass(frozen=True, slots=True)
class Back:
    """A message taken back from the queue."""

    source_id: UUID
    contact_id: UUID
    address_id: UUID
    sender_id: UUID


async def open_sources(unit: Unit, organisation_id: UUID) -> list[tuple[UUID, SourceKind]]:
    """Return the sources that can still send, with what asks for their messages."""
    return await unit.fetch(
        _source, "SELECT source_id, kind FROM sources WHERE organisation_id = %(org)s AND state <> 'closed'", {"org": organisation_id}
    )


async def all_sources(unit: Unit, organisation_id: UUID) -> list[UUID]:
    """Return every source whose messages are in the ledger."""
    return await unit.fetch(_same, "SELECT source_id FROM sources WHERE organisation_id = %(org)s", {"org": organisation_id})


async def sources_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> list[UUID]:
    """Return those of the sources in which any of these contacts are."""
    return await unit.fetch(
        _same,
        "SELECT DISTINCT source_id FROM messages WHERE organisation_id = %(org)s AND source_id = ANY(%(among)s) AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "among": list(among), "contacts": list(contact_ids)},
    )


async def recall(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> list[Back]:
    """Take back from the queue what waits for these contacts and is with no worker: planned again, attempts kept."""
    return await unit.fetch(
        Back,
        "WITH back AS (DELETE FROM outbox WHERE organisation_id = %(org)s AND source_id = ANY(%(among)s) AND contact_id = ANY(%(contacts)s)"
        " AND leased_by IS NULL RETURNING source_id, contact_id, step, sender_id)"
        " UPDATE messages m SET state = 0 FROM back WHERE m.organisation_id = %(org)s AND m.source_id = back.source_id"
        " AND m.contact_id = back.contact_id AND m.step = back.step AND m.state = 10"
        " RETURNING m.source_id, m.contact_id, m.address_id, back.sender_id",
        {"org": organisation_id, "among": list(among), "contacts": list(contact_ids)},
    )


async def lock(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> list[Entry]:
    """Lock the messages of these contacts in these sources, in the order of their keys, and return where they stand."""
    return await unit.fetch(
        _entry,
        "SELECT source_id, contact_id, step, address_id, state, attempts FROM messages WHERE organisation_id = %(org)s"
        " AND source_id = ANY(%(among)s) AND contact_id = ANY(%(contacts)s) ORDER BY source_id, contact_id, step FOR UPDATE",
        {"org": organisation_id, "among": list(among), "contacts": list(contact_ids)},
    )


async def end_as_merged(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> None:
    """End planned messages: the person is reached as another contact. Their address is free in the source for that one."""
    await unit.run(
        "UPDATE messages m SET state = 80, reason = 'contact_merged', settled_at = %(at)s, address_key = m.contact_id, not_before = NULL FROM"
        + _EACH + _MATCH + " AND m.state = 0",
        keyed(organisation_id, keys, at=unit.at),
    )  # fmt: skip


async def plan_for(unit: Unit, organisation_id: UUID, contact_id: UUID, keys: Sequence[Key]) -> None:
    """Plan for a contact what was planned for others; where they are in already nothing happens."""
    await unit.run(
        "INSERT INTO messages (organisation_id, source_id, contact_id, step, address_id, address_key, state, named, added_at)"
        " SELECT %(org)s, m.source_id, %(target)s, m.step, m.address_id, CASE WHEN s.each_person THEN %(target)s ELSE m.address_id END, 0,"
        " m.named, %(at)s"
        " FROM messages m JOIN sources s ON s.organisation_id = m.organisation_id AND s.source_id = m.source_id," + _EACH + _MATCH
        + " ORDER BY m.source_id ON CONFLICT DO NOTHING",
        keyed(organisation_id, keys, target=contact_id, at=unit.at),
    )  # fmt: skip


async def copy_values(unit: Unit, organisation_id: UUID, contact_id: UUID, keys: Sequence[Key]) -> None:
    """Let the messages of a contact bring what these of another one bring."""
    await unit.run(
        "INSERT INTO message_values (organisation_id, source_id, contact_id, step, sealed, good_until)"
        " SELECT m.organisation_id, m.source_id, %(contact)s, m.step, m.sealed, m.good_until FROM message_values m," + _EACH + _MATCH
        + " ON CONFLICT (organisation_id, source_id, contact_id, step) DO NOTHING",
        {**keyed(organisation_id, keys), "contact": contact_id},
    )  # fmt: skip


async def mark_reached(unit: Unit, organisation_id: UUID, contact_id: UUID, keys: Sequence[Key]) -> None:
    """Enter a contact, ended, into sources that wrote to them as another: so none of them writes to them again."""
    await unit.run(
        "INSERT INTO messages (organisation_id, source_id, contact_id, step, address_id, address_key, state, reason, added_at, settled_at)"
        " SELECT %(org)s, m.source_id, %(target)s, m.step, m.address_id, %(target)s, 80, 'contact_merged', %(at)s, %(at)s FROM messages m,"
        + _EACH + _MATCH + " ORDER BY m.source_id ON CONFLICT DO NOTHING",
        keyed(organisation_id, keys, target=contact_id, at=unit.at),
    )  # fmt: skip


async def withdraw(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> list[Key]:
    """Take out of the ledger what a merge put in and nothing became of since; returns which."""
    return await unit.fetch(
        Key,
        "DELETE FROM messages m USING" + _EACH + _MATCH + " AND m.attempts = 0 AND (m.state = 0 OR m.reason = 'contact_merged')"
        " RETURNING m.source_id, m.contact_id, m.step",
        keyed(organisation_id, keys),
    )


async def plan_again(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> list[Key]:
    """Plan again what a merge ended, where the source can still send and nobody else has the address in it; returns which."""
    return await unit.fetch(
        Key,
        "UPDATE messages m SET state = 0, reason = NULL, settled_at = NULL,"
        " address_key = CASE WHEN s.each_person THEN m.contact_id ELSE m.address_id END FROM sources s," + _EACH + _MATCH
        + " AND m.state = 80 AND m.reason = 'contact_merged' AND s.organisation_id = m.organisation_id AND s.source_id = m.source_id"
        " AND s.state <> 'closed' AND (s.each_person OR NOT EXISTS (SELECT FROM messages o WHERE o.organisation_id = m.organisation_id"
        " AND o.source_id = m.source_id AND o.address_key = m.address_id AND o.step = m.step))"
        " RETURNING m.source_id, m.contact_id, m.step",
        keyed(organisation_id, keys),
    )  # fmt: skip


async def end_as_erased(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> int:
    """End what is planned for people who are erased; returns how many."""
    return await unit.run(
        "UPDATE messages SET state = 80, reason = 'contact_erased', settled_at = %(at)s, not_before = NULL WHERE organisation_id = %(org)s"
        " AND source_id = ANY(%(among)s) AND contact_id = ANY(%(contacts)s) AND state = 0",
        {"org": organisation_id, "among": list(among), "contacts": list(contact_ids), "at": unit.at},
    )


async def give_up_doubts(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> None:
    """Look no more for what may have been sent to people who are erased: it stays unconfirmed, and nobody has to decide about it."""
    params = {"org": organisation_id, "among": list(among), "contacts": list(contact_ids), "at": unit.at}
    where = " WHERE organisation_id = %(org)s AND source_id = ANY(%(among)s) AND contact_id = ANY(%(contacts)s)"
    await unit.run("DELETE FROM unknowns" + where, params)
    await unit.run("UPDATE messages SET reason = 'contact_erased', settled_at = coalesce(settled_at, %(at)s)" + where + " AND state = 25", params)


async def blank(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> int:
    """Take out of messages what leads to a person at the provider; counts and times stay. Returns how many messages there are."""
    params = {"org": organisation_id, "among": list(among), "contacts": list(contact_ids)}
    where = " WHERE organisation_id = %(org)s AND source_id = ANY(%(among)s) AND contact_id = ANY(%(contacts)s)"
    await unit.run("DELETE FROM provider_refs" + where, params)
    await unit.run("DELETE FROM message_values" + where, params)
    await unit.run("UPDATE attempts SET detail = ''" + where + " AND detail <> ''", params)
    await unit.run("UPDATE sources SET contact_id = NULL" + where, params)
    return await unit.run("UPDATE messages SET provider_id = NULL, detail = NULL" + where, params)


def _source(source_id: UUID, kind: str) -> tuple[UUID, SourceKind]:
    return source_id, SourceKind(kind)


def _same(value: UUID) -> UUID:
    return value


def _entry(source_id: UUID, contact_id: UUID, step: int, address_id: UUID, state: int, attempts: Any) -> Entry:
    return Entry(Key(source_id, contact_id, step), address_id, State(state), attempts)
