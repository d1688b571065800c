"""What people wrote, and is over its time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit

# An id is born when the message is applied, after it came: the range of the key keeps all newer ones out. What was taken for a refusal, by us or
# by a person, or is still to be read by one, is the proof and stays.
_OVER = (
    " FROM inbound_messages i LEFT JOIN unclear_messages u ON u.organisation_id = i.organisation_id AND u.message_id = i.id"
    " WHERE i.organisation_id = %(org)s AND i.id < %(upto)s AND i.received_at < %(before)s AND i.reading <> 'opt_out'"
    " AND (u.message_id IS NULL OR u.decision = 'keep') LIMIT %(most)s"
)


async def wrote_since(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return those of the contacts who wrote to us from a moment on."""
    return set(
        await unit.fetch(
            _same,
            "SELECT DISTINCT contact_id FROM inbound_messages"
            " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND received_at >= %(since)s",
            {"org": organisation_id, "contacts": list(contact_ids), "since": since},
        )
    )


async def count_before(unit: Unit, organisation_id: UUID, before: datetime, upto: UUID, most: int) -> int:
    """Count what came before a moment and proves no refusal, up to a number."""
    return await unit.value(f"SELECT count(*) FROM (SELECT{_OVER}) AS old", {"org": organisation_id, "before": before, "upto": upto, "most": most})


async def forget_before(unit: Unit, organisation_id: UUID, before: datetime, upto: UUID, most: int) -> int:
    """Delete what came before a moment and proves no refusal, up to a number, with what was decided about it; returns how many messages."""
    return await unit.value(
        f"WITH old AS (SELECT i.id{_OVER}), decided AS (DELETE FROM unclear_messages WHERE organisation_id = %(org)s AND message_id IN"
        " (SELECT id FROM old)), files AS (DELETE FROM inbound_attachments WHERE organisation_id = %(org)s AND message_id IN (SELECT id FROM old)),"
        " gone AS (DELETE FROM inbound_messages WHERE organisation_id = %(org)s AND id IN (SELECT id FROM old)"
        " RETURNING 1) SELECT count(*) FROM gone",
        {"org": organisation_id, "before": before, "upto": upto, "most": most},
    )


_OVER_QUESTIONS = " FROM open_questions WHERE organisation_id = %(org)s AND expires_at < %(before)s"


async def count_questions_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count questions that no answer counts for since a moment, up to a number."""
    params = {"org": organisation_id, "before": before, "most": most}
    return await unit.value(f"SELECT count(*) FROM (SELECT{_OVER_QUESTIONS} LIMIT %(most)s) AS old", params)


async def forget_questions_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete questions that no answer counts for since a moment, up to a number; returns how many. Nobody is waited for."""
    return await unit.run(
        f"DELETE FROM open_questions WHERE organisation_id = %(org)s AND id IN (SELECT id{_OVER_QUESTIONS}"
        " ORDER BY expires_at LIMIT %(most)s FOR UPDATE SKIP LOCKED)",
        {"org": organisation_id, "before": before, "most": most},
    )


def _same(value: UUID) -> UUID:
    return value
