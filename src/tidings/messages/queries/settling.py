"""Messages in doubt for good, and what a person decides about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.queries.records import keyed
from tidings.messages.types import Attempt, Key, State, Unconfirmed

_EACH = " unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
_MATCH = (
    " WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)"
    " AND m.source_id = v.source_id AND m.contact_id = v.contact_id AND m.step = v.step"
)
_ONE = " WHERE organisation_id = %(org)s AND source_id = %(source)s AND contact_id = %(contact)s AND step = %(step)s"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a message stands while it is locked. `settled_at` of an unknown one says since when nobody looks any more."""

    state: State
    settled_at: datetime | None
    attempts: int


async def lock(unit: Unit, organisation_id: UUID, key: Key) -> Standing | None:
    """Lock a message until the transaction ends and return where it stands, None if there is none."""
    return await unit.fetch_one(_standing, "SELECT state, settled_at, attempts FROM messages" + _ONE + " FOR UPDATE", _named(organisation_id, key))


async def lock_unconfirmed(unit: Unit, organisation_id: UUID, source_id: UUID, limit: int) -> list[tuple[Key, int]]:
    """Lock messages of a source that are in doubt for good, in key order, and return them with the attempt in doubt."""
    return await unit.fetch(
        _attempted,
        "SELECT m.source_id, m.contact_id, m.step, m.attempts FROM unknowns u JOIN messages m ON m.organisation_id = u.organisation_id"
        " AND m.source_id = u.source_id AND m.contact_id = u.contact_id AND m.step = u.step AND m.state = 25 AND m.settled_at IS NOT NULL"
        " WHERE u.organisation_id = %(org)s AND u.source_id = %(source)s AND u.next_look_at IS NULL"
        " ORDER BY m.contact_id, m.step LIMIT %(limit)s FOR UPDATE OF m",
        {"org": organisation_id, "source": source_id, "limit": limit},
    )


async def take_doubts(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> dict[Key, datetime]:
    """End the doubts about locked messages and return when the last attempt of each was started."""
    rows = await unit.fetch(
        _begun,
        "DELETE FROM unknowns m USING" + _EACH + _MATCH + " RETURNING m.source_id, m.contact_id, m.step, m.started_at",
        keyed(organisation_id, keys),
    )
    return dict(rows)


async def arrived(unit: Unit, organisation_id: UUID, started: Mapping[Key, datetime]) -> None:
    """Write that messages were sent when their attempts were started; receipts go on from there."""
    await unit.run(
        "UPDATE messages m SET state = 30, reason = 'confirmed_by_person', sent_at = coalesce(m.sent_at, v.started_at), settled_at = NULL"
        " FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(started)s::timestamptz[])"
        " AS v (source_id, contact_id, step, started_at)" + _MATCH,
        keyed(organisation_id, list(started), started=list(started.values())),
    )


async def not_sent(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> None:
    """End messages as failed; a receipt of the same attempt that says otherwise still wins."""
    await unit.run(
        "UPDATE messages m SET state = 35, reason = 'denied_by_person', settled_at = %(at)s FROM" + _EACH + _MATCH,
        keyed(organisation_id, keys, at=unit.at),
    )


async def plan_again(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> None:
    """Make messages planned again. The attempts stay counted, so that the next ones have tokens of their own."""
    await unit.run(
        "UPDATE messages m SET state = 0, reason = 'sent_again_by_person', settled_at = NULL FROM" + _EACH + _MATCH, keyed(organisation_id, keys)
    )


async def unconfirmed(unit: Unit, organisation_id: UUID, source_id: UUID | None, after: Key | None, limit: int) -> list[Unconfirmed]:
    """Return messages in doubt for good in the order of their keys: the oldest source first.

    `unknowns` is walked, which is short, and the ledger asked by key: a worker's late record settles a message there alone.
    """
    return await unit.fetch(
        _unconfirmed,
        "SELECT u.source_id, u.contact_id, u.step, m.address_id, u.sender_id, u.attempt, u.started_at, m.settled_at"
        " FROM unknowns u JOIN messages m ON m.organisation_id = u.organisation_id AND m.source_id = u.source_id"
        " AND m.contact_id = u.contact_id AND m.step = u.step AND m.state = 25 AND m.settled_at IS NOT NULL"
        " WHERE u.organisation_id = %(org)s AND u.next_look_at IS NULL AND (%(of)s::uuid IS NULL OR u.source_id = %(of)s)"
        " AND (%(source)s::uuid IS NULL OR (u.source_id, u.contact_id, u.step) > (%(source)s::uuid, %(contact)s::uuid, %(step)s::smallint))"
        " ORDER BY u.source_id, u.contact_id, u.step LIMIT %(limit)s",
        {
            "org": organisation_id,
            "of": source_id,
            "source": after and after.source_id,
            "contact": after and after.contact_id,
            "step": after and after.step,
            "limit": limit,
        },
    )


async def unconfirmed_in_all(unit: Unit, organisation_id: UUID, source_id: UUID | None) -> tuple[int, datetime | None]:
    """Count the messages in doubt for good, of one source or of all, and say since when the first of them is."""
    return (
        await unit.fetch(
            _counted,
            "SELECT count(*), min(m.settled_at) FROM unknowns u JOIN messages m ON m.organisation_id = u.organisation_id"
            " AND m.source_id = u.source_id AND m.contact_id = u.contact_id AND m.step = u.step AND m.state = 25 AND m.settled_at IS NOT NULL"
            " WHERE u.organisation_id = %(org)s AND u.next_look_at IS NULL AND (%(of)s::uuid IS NULL OR u.source_id = %(of)s)",
            {"org": organisation_id, "of": source_id},
        )
    )[0]


async def attempts_of(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> list[tuple[Key, Attempt]]:
    """Return what is noted of several messages, oldest first."""
    return await unit.fetch(
        _noted,
        "SELECT a.source_id, a.contact_id, a.step, a.attempt, a.at, a.outcome, a.code, a.detail FROM attempts a"
        " JOIN unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
        " USING (source_id, contact_id, step)"
        " WHERE a.organisation_id = %(org)s AND a.source_id = ANY(%(among)s) AND a.contact_id = ANY(%(contacts)s) ORDER BY a.at, a.attempt",
        keyed(organisation_id, keys),
    )


def _named(organisation_id: UUID, key: Key) -> dict[str, object]:
    return {"org": organisation_id, "source": key.source_id, "contact": key.contact_id, "step": key.step}


def _attempted(source_id: UUID, contact_id: UUID, step: int, attempts: int) -> tuple[Key, int]:
    return Key(source_id, contact_id, step), attempts


def _begun(source_id: UUID, contact_id: UUID, step: int, started_at: datetime) -> tuple[Key, datetime]:
    return Key(source_id, contact_id, step), started_at


def _counted(messages: int, since: datetime | None) -> tuple[int, datetime | None]:
    return messages, since


def _standing(state: int, settled_at: datetime | None, attempts: int) -> Standing:
    return Standing(State(state), settled_at, attempts)


def _unconfirmed(
    source_id: UUID, contact_id: UUID, step: int, address_id: UUID, sender_id: UUID, attempt: int, started_at: datetime, given_up_at: datetime
) -> Unconfirmed:
    return Unconfirmed(Key(source_id, contact_id, step), address_id, sender_id, attempt, started_at, given_up_at)


def _noted(source_id: UUID, contact_id: UUID, step: int, *noted: object) -> tuple[Key, Attempt]:
    return Key(source_id, contact_id, step), Attempt(*noted)  # pyright: ignore[reportArgumentType] - the columns of attempts, in their order
