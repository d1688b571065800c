"""What is asked of the ledger about one message, when somebody wants to know why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Lane
from tidings.messages.types import Key


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """By whom a message was released last, when it is due if it waits in the queue, and when it is looked for next if it is in doubt."""

    sender_id: UUID | None
    due_at: datetime | None
    next_look_at: datetime | None


async def whereabouts(unit: Unit, organisation_id: UUID, key: Key) -> Whereabouts | None:
    """Return where a message is, None if there is none."""
    return await unit.fetch_one(
        Whereabouts,
        "SELECT m.sender_id, o.due_at, u.next_look_at FROM messages m"
        " LEFT JOIN outbox o ON o.organisation_id = m.organisation_id AND o.source_id = m.source_id"
        " AND o.contact_id = m.contact_id AND o.step = m.step AND o.leased_by IS NULL"
        " LEFT JOIN unknowns u ON u.organisation_id = m.organisation_id AND u.source_id = m.source_id"
        " AND u.contact_id = m.contact_id AND u.step = m.step"
        " WHERE m.organisation_id = %(org)s AND m.source_id = %(source)s AND m.contact_id = %(contact)s AND m.step = %(step)s",
        {"org": organisation_id, "source": key.source_id, "contact": key.contact_id, "step": key.step},
    )


async def ahead(unit: Unit, organisation_id: UUID, key: Key, after: UUID | None) -> int:
    """Count the planned messages of a source that are released before this one: in the order of contacts, from the cursor round."""
    return await unit.value(
        "SELECT count(*) FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s AND step = 0 AND state = 0"
        " AND CASE WHEN %(after)s::uuid IS NULL THEN contact_id < %(contact)s"
        " WHEN %(contact)s::uuid > %(after)s THEN contact_id > %(after)s AND contact_id < %(contact)s"
        " ELSE contact_id > %(after)s OR contact_id < %(contact)s END",
        {"org": organisation_id, "source": key.source_id, "contact": key.contact_id, "after": after},
    )


async def queued_before(unit: Unit, organisation_id: UUID, key: Key, most: int) -> int:
    """Count, up to `most`, what waits for the same sender and may go before a queued message: in earlier lanes, and in its own lane due no later."""
    return await unit.value(
        "WITH mine AS (SELECT lane, sender_id, due_at FROM outbox WHERE organisation_id = %(org)s AND source_id = %(source)s"
        " AND contact_id = %(contact)s AND step = %(step)s) SELECT count(*) FROM (SELECT FROM mine JOIN outbox o ON o.organisation_id = %(org)s"
        " AND o.sender_id = mine.sender_id AND o.leased_by IS NULL"
        " AND (o.lane = mine.lane AND o.due_at <= mine.due_at AND (o.source_id, o.contact_id, o.step) <> (%(source)s, %(contact)s, %(step)s)"
        " OR array_position(%(lanes)s, o.lane) < array_position(%(lanes)s, mine.lane)) LIMIT %(most)s) AS before",
        {
            "org": organisation_id,
            "source": key.source_id,
            "contact": key.contact_id,
            "step": key.step,
            "lanes": [str(lane) for lane in Lane],
            "most": most,
        },
    )


async def among(unit: Unit, organisation_id: UUID, source_id: UUID, contact_ids: Sequence[UUID]) -> list[Key]:
    """Return the messages of a source to any of these contacts."""
    return await unit.fetch(
        Key,
        "SELECT source_id, contact_id, step FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s"
        " AND contact_id = ANY(%(contacts)s) ORDER BY contact_id, step",
        {"org": organisation_id, "source": source_id, "contacts": list(contact_ids)},
    )
