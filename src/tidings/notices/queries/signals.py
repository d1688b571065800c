"""Signals: notices to be looked at at once. They are inserted without waiting for anybody."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.notices.types import Signal, SignalWhat


async def of_sources(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> None:
    """Signal the notices that were tried by any of these sources; most sources are no notice's."""
    await unit.run(
        "INSERT INTO notice_signals (organisation_id, notice_id, what, at)"
        " SELECT DISTINCT organisation_id, notice_id, 'ledger', %(at)s::timestamptz FROM notice_attempts"
        " WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s)",
        {"org": organisation_id, "sources": list(source_ids), "at": unit.at},
    )


async def of_replies(unit: Unit, organisation_id: UUID, wrote: Sequence[tuple[UUID, Channel, datetime]]) -> None:
    """Signal the notices of people who wrote by a channel that was tried for them before, and that have no end or may be raised yet.

    What is asked for at this moment answers what they wrote, and is not answered by it.
    """
    await unit.run(
        "INSERT INTO notice_signals (organisation_id, notice_id, what, at, channel, said_at)"
        " SELECT n.organisation_id, n.id, 'replied', %(at)s::timestamptz, v.channel, v.at"
        " FROM unnest(%(contacts)s::uuid[], %(channels)s::text[], %(ats)s::timestamptz[]) AS v (contact_id, channel, at)"
        " JOIN notices n ON n.organisation_id = %(org)s AND n.contact_id = v.contact_id AND n.expires_at > %(at)s AND n.created_at < %(at)s"
        "   AND n.state IN ('sending', 'sent', 'delivered', 'read', 'doubtful')"
        " JOIN notice_attempts a ON a.organisation_id = n.organisation_id AND a.notice_id = n.id AND a.channel = v.channel AND a.planned_at <= v.at",
        {
            "org": organisation_id,
            "contacts": [contact_id for contact_id, _, _ in wrote],
            "channels": [channel.value for _, channel, _ in wrote],
            "ats": [at for _, _, at in wrote],
            "at": unit.at,
        },
    )


async def of_all_being_sent(unit: Unit, organisation_id: UUID, what: SignalWhat) -> None:
    """Signal the notices of an organisation that are being sent."""
    await unit.run(
        "INSERT INTO notice_signals (organisation_id, notice_id, what, at)"
        " SELECT organisation_id, id, %(what)s, %(at)s FROM notices WHERE organisation_id = %(org)s AND state = 'sending' AND next_look IS NOT NULL",
        {"org": organisation_id, "what": what.value, "at": unit.at},
    )


async def of_notices(unit: Unit, organisation_id: UUID, notice_ids: Sequence[UUID], what: SignalWhat) -> None:
    """Signal notices."""
    await unit.run(
        "INSERT INTO notice_signals (organisation_id, notice_id, what, at) SELECT %(org)s, id, %(what)s, %(at)s FROM unnest(%(ids)s::uuid[]) AS id",
        {"org": organisation_id, "ids": list(notice_ids), "what": what.value, "at": unit.at},
    )


async def take(unit: Unit, organisation_id: UUID, notice_ids: Sequence[UUID]) -> list[Signal]:
    """Remove the signals of locked notices and return them; what comes after is another look's."""
    return await unit.fetch(
        _signal,
        "DELETE FROM notice_signals WHERE organisation_id = %(org)s AND notice_id = ANY(%(ids)s) RETURNING notice_id, what, channel, said_at",
        {"org": organisation_id, "ids": list(notice_ids)},
    )


async def forget_lost(unit: Unit, organisation_id: UUID, before: datetime) -> int:
    """Delete signals of notices that were erased while the signal was on its way; returns how many."""
    return await unit.run(
        "DELETE FROM notice_signals s WHERE s.organisation_id = %(org)s AND s.at < %(before)s"
        " AND NOT EXISTS (SELECT FROM notices n WHERE n.organisation_id = s.organisation_id AND n.id = s.notice_id)",
        {"org": organisation_id, "before": before},
    )


def _signal(notice_id: UUID, what: str, channel: str | None, said_at: datetime | None) -> Signal:
    return Signal(notice_id, SignalWhat(what), Channel(channel) if channel else None, said_at)
