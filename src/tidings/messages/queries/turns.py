"""Turns as they change from outside the queue, and what waits for a permission."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.types import ClosedCountry


async def bring_forward(unit: Unit, organisation_id: UUID, sender_ids: Sequence[UUID]) -> int:
    """Let senders that wait for their turn have it now; returns how many turns came forward.

    A worker that is just putting such a turn off is waited for, so that what it read before does not stand.
    """
    return await unit.run(
        "WITH mine AS (SELECT lane, sender_id FROM ready WHERE organisation_id = %(org)s AND sender_id = ANY(%(senders)s)"
        " ORDER BY lane, sender_id FOR UPDATE)"
        " UPDATE ready r SET next_due = %(at)s FROM mine WHERE r.organisation_id = %(org)s AND r.lane = mine.lane"
        " AND r.sender_id = mine.sender_id AND r.next_due > %(at)s",
        {"org": organisation_id, "senders": list(sender_ids), "at": unit.at},
    )


async def closed_countries(unit: Unit, organisation_id: UUID) -> list[ClosedCountry]:
    """Count by sender what waits in the queue because the account may not send to its country, with the words of one answer."""
    return await unit.fetch(
        ClosedCountry,
        "SELECT o.sender_id, count(*), max(a.detail) FROM outbox o"
        " JOIN messages m USING (organisation_id, source_id, contact_id, step)"
        " JOIN LATERAL (SELECT t.detail FROM attempts t WHERE t.organisation_id = m.organisation_id AND t.source_id = m.source_id"
        " AND t.contact_id = m.contact_id AND t.step = m.step ORDER BY t.at DESC LIMIT 1) a ON true"
        " WHERE o.organisation_id = %(org)s AND m.reason = 'country_closed' GROUP BY o.sender_id ORDER BY o.sender_id",
        {"org": organisation_id},
    )
