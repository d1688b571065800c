"""Messages in doubt for good, and what a person decides about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.queries.records import keyed
from tidings.messages.types import Attempt, Key, State, Unconfirmed

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


async def take_doubt(unit: Unit, organisation_id: UUID, key: Key) -> datetime | None:
    """End the doubt about a locked message and return when its last attempt was started."""
    return await unit.value("DELETE FROM unknowns" + _ONE + " RETURNING started_at", _named(organisation_id, key))


async def arrived(unit: Unit, organisation_id: UUID, key: Key, started_at: datetime) -> None:
    """Write that it was sent when its attempt was started; receipts go on from there."""
    await unit.run(
        "UPDATE messages SET state = 30, reason = 'confirmed_by_person', sent_at = coalesce(sent_at, %(started)s), settled_at = NULL" + _ONE,
        {**_named(organisation_id, key), "started": started_at},
    )


async def not_sent(unit: Unit, organisation_id: UUID, key: Key) -> None:
    """End it as failed; a receipt of this attempt that says otherwise still wins."""
    await unit.run(
        "UPDATE messages SET state = 35, reason = 'denied_by_person', settled_at = %(at)s" + _ONE, {**_named(organisation_id, key), "at": unit.at}
    )


async def plan_again(unit: Unit, organisation_id: UUID, key: Key) -> None:
    """Make it planned again. The attempt stays counted, so that the next one has a token of its own."""
    await unit.run("UPDATE messages SET state = 0, reason = 'sent_again_by_person', settled_at = NULL" + _ONE, _named(organisation_id, key))


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


async def unconfirmed_in_all(unit: Unit, organisation_id: UUID) -> tuple[int, datetime | None]:
    """Count the messages in doubt for good, and say since when the first of them is."""
    return (
        await unit.fetch(
            _counted,
            "SELECT count(*), min(m.settled_at) FROM unknowns u JOIN messages m ON m.organisation_id = u.organisation_id"
            " AND m.source_id = u.source_id AND m.contact_id = u.contact_id AND m.step = u.step AND m.state = 25 AND m.settled_at IS NOT NULL"
            " WHERE u.organisation_id = %(org)s AND u.next_look_at IS NULL",
            {"org": organisation_id},
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
