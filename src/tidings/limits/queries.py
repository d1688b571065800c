"""All SQL of limits."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.limits.types import DayCount, FallingOut, LastSource, Sending

# Slots are minutes, counted whole for as long as their messages may still arrive within the hour.
_USED = """
SELECT coalesce(sum(taken), 0), min(minute) FROM rate_minutes
WHERE organisation_id = %(org)s AND sender_id = %(sender)s AND minute > %(since)s
"""


async def lock_sender(unit: Unit, sender_id: UUID) -> None:
    """Let one transaction at a time count and take of this sender."""
    await unit.run("SELECT pg_advisory_xact_lock(%(key)s)", {"key": (sender_id.int & ((1 << 63) - 1))})


async def rate_used(unit: Unit, organisation_id: UUID, sender_id: UUID, since: datetime) -> tuple[int, datetime | None]:
    """Return the messages of the minutes after `since`, and the oldest of these."""
    rows = await unit.fetch(_pair, _USED, {"org": organisation_id, "sender": sender_id, "since": since})
    return rows[0]


async def add_rate(unit: Unit, organisation_id: UUID, sender_id: UUID, minute: datetime, count: int) -> None:
    """Count messages (or, below zero, give them back) in a minute."""
    await unit.run(
        "INSERT INTO rate_minutes (organisation_id, sender_id, minute, taken) VALUES (%(org)s, %(sender)s, %(minute)s, %(count)s)"
        " ON CONFLICT (organisation_id, sender_id, minute) DO UPDATE SET taken = greatest(rate_minutes.taken + excluded.taken, 0)",
        {"org": organisation_id, "sender": sender_id, "minute": minute, "count": count},
    )


async def lock_pace(unit: Unit, organisation_id: UUID, sender_id: UUID, per_second: float) -> datetime | None:
    """Hold a sender's pace for the rest of the transaction, and return when it is free; None the first time.

    What it still owes is owed in segments: at another pace than before they take another time.
    """
    return await unit.value(
        "INSERT INTO sender_paces AS p (organisation_id, sender_id, per_second, free_at) VALUES (%(org)s, %(sender)s, %(pace)s, '-infinity')"
        " ON CONFLICT (organisation_id, sender_id) DO UPDATE SET per_second = excluded.per_second,"
        "   free_at = CASE WHEN p.per_second = excluded.per_second OR p.free_at <= %(at)s THEN p.free_at"
        "     ELSE %(at)s::timestamptz + (p.free_at - %(at)s::timestamptz) * (p.per_second / excluded.per_second)::double precision END"
        " RETURNING nullif(free_at, '-infinity')",
        {"org": organisation_id, "sender": sender_id, "pace": per_second, "at": unit.at},
    )


async def move_pace(unit: Unit, organisation_id: UUID, sender_id: UUID, free_at: datetime) -> None:
    """Write when a sender is free again."""
    await unit.run(
        "UPDATE sender_paces SET free_at = %(free)s WHERE organisation_id = %(org)s AND sender_id = %(sender)s",
        {"org": organisation_id, "sender": sender_id, "free": free_at},
    )


async def lengthen_paces(unit: Unit, organisation_id: UUID, segments: Mapping[UUID, int]) -> None:
    """Have senders wait for so many segments more, or (below zero) less, each at its pace."""
    senders = sorted(segments)
    await unit.run(
        "WITH mine AS (SELECT p.sender_id, v.segments FROM sender_paces p"
        "   JOIN unnest(%(senders)s::uuid[], %(segments)s::int[]) AS v (sender_id, segments) USING (sender_id)"
        "   WHERE p.organisation_id = %(org)s AND p.sender_id = ANY(%(senders)s) ORDER BY p.sender_id FOR UPDATE OF p)"
        " UPDATE sender_paces p SET free_at = p.free_at + mine.segments / p.per_second * interval '1 second' FROM mine"
        " WHERE p.organisation_id = %(org)s AND p.sender_id = mine.sender_id",
        {"org": organisation_id, "senders": senders, "segments": [segments[each] for each in senders]},
    )


async def lock_portfolio(unit: Unit, organisation_id: UUID, portfolio_id: UUID) -> None:
    """Hold the portfolio's counter for the rest of the transaction."""
    params = {"org": organisation_id, "portfolio": portfolio_id}
    await unit.run("INSERT INTO portfolio_counters (organisation_id, portfolio_id) VALUES (%(org)s, %(portfolio)s) ON CONFLICT DO NOTHING", params)
    await unit.run("SELECT 1 FROM portfolio_counters WHERE organisation_id = %(org)s AND portfolio_id = %(portfolio)s FOR UPDATE", params)


async def people_counted(unit: Unit, organisation_id: UUID, portfolio_id: UUID, at: datetime) -> int:
    """Count the distinct people of the rolling 24 hours, those in flight included."""
    return await unit.value(
        "SELECT count(*) FROM portfolio_people WHERE organisation_id = %(org)s AND portfolio_id = %(portfolio)s"
        " AND (in_flight > 0 OR counted_until > %(at)s)",
        {"org": organisation_id, "portfolio": portfolio_id, "at": at},
    )


async def people_now(unit: Unit, organisation_id: UUID, at: datetime) -> list[tuple[UUID, int]]:
    """Count the distinct people of the rolling 24 hours by portfolio."""
    return await unit.fetch(
        _count,
        "SELECT portfolio_id, count(*) FROM portfolio_people WHERE organisation_id = %(org)s AND (in_flight > 0 OR counted_until > %(at)s)"
        " GROUP BY portfolio_id",
        {"org": organisation_id, "at": at},
    )


async def taken_now(unit: Unit, organisation_id: UUID, since: datetime) -> list[tuple[UUID, int]]:
    """Add up the messages of the minutes after `since` by sender."""
    return await unit.fetch(
        _count,
        "SELECT sender_id, sum(taken)::bigint FROM rate_minutes WHERE organisation_id = %(org)s AND minute > %(since)s GROUP BY sender_id",
        {"org": organisation_id, "since": since},
    )


async def which_counted(unit: Unit, organisation_id: UUID, portfolio_id: UUID, people: Sequence[UUID], at: datetime) -> set[UUID]:
    """Return those who are counted already."""
    rows = await unit.fetch(
        _one,
        "SELECT person_id FROM portfolio_people WHERE organisation_id = %(org)s AND portfolio_id = %(portfolio)s"
        " AND person_id = ANY(%(people)s) AND (in_flight > 0 OR counted_until > %(at)s)",
        {"org": organisation_id, "portfolio": portfolio_id, "people": list(people), "at": at},
    )
    return set(rows)


async def admit(unit: Unit, organisation_id: UUID, portfolio_id: UUID, people: Sequence[UUID]) -> None:
    """Count people without an end until their messages are settled or given back."""
    await unit.run(
        "INSERT INTO portfolio_people AS p (organisation_id, portfolio_id, person_id, in_flight)"
        " SELECT %(org)s, %(portfolio)s, person, count(*) FROM unnest(%(people)s::uuid[]) AS person GROUP BY person ORDER BY person"
        " ON CONFLICT (organisation_id, portfolio_id, person_id) DO UPDATE SET in_flight = p.in_flight + excluded.in_flight",
        {"org": organisation_id, "portfolio": portfolio_id, "people": sorted(people)},
    )


# Rows are locked in the order of people, as admission does, so that batches that share people wait for each other instead of deadlocking.
_LOCKED = """
WITH told AS (
  SELECT person_id, count(*) AS messages, max(until) AS until FROM unnest(%(people)s::uuid[], %(until)s::timestamptz[]) AS v (person_id, until)
  GROUP BY person_id
), locked AS (
  SELECT p.person_id FROM portfolio_people p JOIN told USING (person_id)
  WHERE p.organisation_id = %(org)s AND p.portfolio_id = %(portfolio)s AND p.person_id = ANY(%(people)s) ORDER BY p.person_id FOR UPDATE OF p
)
"""
_MINE = (
    " FROM told JOIN locked USING (person_id) WHERE p.organisation_id = %(org)s AND p.portfolio_id = %(portfolio)s AND p.person_id = ANY(%(people)s)"
    " AND p.person_id = told.person_id"
)


async def settle(unit: Unit, organisation_id: UUID, portfolio_id: UUID, people: Sequence[UUID], until: Sequence[datetime]) -> None:
    """Give people whose message was completed the end of their 24 hours; whoever was never admitted is not counted by it."""
    await unit.run(
        f"{_LOCKED} UPDATE portfolio_people p SET in_flight = greatest(p.in_flight - told.messages, 0),"
        f" counted_until = greatest(p.counted_until, told.until) {_MINE} AND (p.in_flight > 0 OR p.counted_until > %(at)s)",
        {"org": organisation_id, "portfolio": portfolio_id, "people": list(people), "until": list(until), "at": unit.at},
    )


async def give_back(unit: Unit, organisation_id: UUID, portfolio_id: UUID, people: Sequence[UUID]) -> None:
    """Undo the admission of messages that definitely did not leave."""
    await unit.run(
        f"{_LOCKED} UPDATE portfolio_people p SET in_flight = greatest(p.in_flight - told.messages, 0) {_MINE}",
        {"org": organisation_id, "portfolio": portfolio_id, "people": list(people), "until": [unit.at] * len(people)},
    )


async def falling_out(unit: Unit, organisation_id: UUID, portfolio_id: UUID, at: datetime) -> list[FallingOut]:
    """Group the people counted now by the minute in which they stop counting, those in flight last."""
    return await unit.fetch(
        FallingOut,
        "SELECT CASE WHEN in_flight = 0 THEN date_trunc('minute', counted_until) + interval '1 minute' END AS until, count(*) FROM portfolio_people"
        " WHERE organisation_id = %(org)s AND portfolio_id = %(portfolio)s AND (in_flight > 0 OR counted_until > %(at)s) GROUP BY 1 ORDER BY 1",
        {"org": organisation_id, "portfolio": portfolio_id, "at": at},
    )


async def add_released(unit: Unit, organisation_id: UUID, source_id: UUID, day: date, count: int) -> None:
    """Count messages released by a source on a business day."""
    await unit.run(
        "INSERT INTO daily_releases (organisation_id, source_id, day, released) VALUES (%(org)s, %(source)s, %(day)s, %(count)s)"
        " ON CONFLICT (organisation_id, source_id, day) DO UPDATE SET released = greatest(daily_releases.released + excluded.released, 0)",
        {"org": organisation_id, "source": source_id, "day": day, "count": count},
    )


async def released_on(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], day: date) -> list[DayCount]:
    """Return the counts of a day; a source without a row released none."""
    return await unit.fetch(
        DayCount,
        "SELECT source_id, released FROM daily_releases WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND day = %(day)s",
        {"org": organisation_id, "sources": list(source_ids), "day": day},
    )


async def released_by_day(unit: Unit, organisation_id: UUID, source_id: UUID) -> list[tuple[date, int]]:
    """Return the days on which a source released something, with how much."""
    return await unit.fetch(
        _day,
        "SELECT day, released FROM daily_releases WHERE organisation_id = %(org)s AND source_id = %(source)s AND released > 0",
        {"org": organisation_id, "source": source_id},
    )


async def lock_caps(unit: Unit, organisation_id: UUID) -> None:
    """Let one transaction at a time count what an organisation's people are sent."""
    await unit.run("SELECT pg_advisory_xact_lock(hashtextextended('caps', %(key)s))", {"key": organisation_id.int & ((1 << 63) - 1)})


async def sendings(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> list[Sending]:
    """Return the messages that people were sent since then, and those on their way."""
    return await unit.fetch(
        Sending,
        "SELECT contact_id, source_id, channel, sent_at FROM contact_sends WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " AND (sent_at IS NULL OR sent_at > %(since)s)",
        {"org": organisation_id, "contacts": list(contact_ids), "since": since},
    )


async def count_sendings(unit: Unit, organisation_id: UUID, source_id: UUID, channel: Channel, contact_ids: Sequence[UUID]) -> None:
    """Count messages that are about to leave; released again after a recall they are on their way once more."""
    await unit.run(
        "INSERT INTO contact_sends AS s (organisation_id, contact_id, source_id, step, channel, admitted_at)"
        " SELECT %(org)s, contact, %(source)s, 0, %(channel)s, %(at)s FROM unnest(%(contacts)s::uuid[]) AS contact ORDER BY contact"
        " ON CONFLICT (organisation_id, contact_id, source_id, step) DO UPDATE SET admitted_at = excluded.admitted_at, sent_at = NULL",
        {"org": organisation_id, "source": source_id, "channel": channel, "contacts": list(contact_ids), "at": unit.at},
    )


async def count_single_sendings(unit: Unit, organisation_id: UUID, sendings: Sequence[tuple[UUID, Channel, UUID]]) -> None:
    """Count messages that are about to leave, each of a source of its own."""
    sources, channels, contacts = zip(*sendings, strict=True)
    await unit.run(
        "INSERT INTO contact_sends (organisation_id, contact_id, source_id, step, channel, admitted_at)"
        " SELECT %(org)s, v.contact_id, v.source_id, 0, v.channel, %(at)s"
        " FROM unnest(%(sources)s::uuid[], %(channels)s::text[], %(contacts)s::uuid[]) AS v (source_id, channel, contact_id)"
        " ORDER BY v.contact_id, v.source_id",
        {"org": organisation_id, "sources": list(sources), "channels": [str(each) for each in channels], "contacts": list(contacts), "at": unit.at},
    )


async def settle_sendings(unit: Unit, organisation_id: UUID, sent: Sequence[tuple[UUID, UUID, datetime]]) -> None:
    """Write when messages (source, contact) left."""
    await unit.run(
        "UPDATE contact_sends s SET sent_at = greatest(s.sent_at, v.at) FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(at)s::timestamptz[])"
        "   AS v (source_id, contact_id, at)"
        " WHERE s.organisation_id = %(org)s AND s.contact_id = ANY(%(contacts)s) AND s.source_id = ANY(%(sources)s) AND s.step = 0"
        "   AND s.contact_id = v.contact_id AND s.source_id = v.source_id",
        {
            "org": organisation_id,
            "sources": [source for source, _, _ in sent],
            "contacts": [contact for _, contact, _ in sent],
            "at": [at for _, _, at in sent],
        },
    )


async def last_sources(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channels: Sequence[str], moments: Sequence[datetime]
) -> list[LastSource]:
    """Return what sent each contact the last message on a channel before a moment, by places from 0. Providers tell whole seconds: a minute more."""
    return await unit.fetch(
        LastSource,
        "SELECT v.place::int - 1, s.source_id FROM unnest(%(contacts)s::uuid[], %(channels)s::text[], %(moments)s::timestamptz[])"
        "   WITH ORDINALITY AS v (contact_id, channel, at, place)"
        " CROSS JOIN LATERAL (SELECT k.source_id FROM contact_sends k WHERE k.organisation_id = %(org)s AND k.contact_id = v.contact_id"
        "   AND k.channel = v.channel AND coalesce(k.sent_at, k.admitted_at) <= v.at + interval '1 minute'"
        "   ORDER BY coalesce(k.sent_at, k.admitted_at) DESC LIMIT 1) s",
        {"org": organisation_id, "contacts": list(contact_ids), "channels": list(channels), "moments": list(moments)},
    )


async def give_back_sendings(unit: Unit, organisation_id: UUID, unsent: Sequence[tuple[UUID, UUID]]) -> None:
    """Forget messages (source, contact) that did not leave."""
    await unit.run(
        "DELETE FROM contact_sends s USING unnest(%(sources)s::uuid[], %(contacts)s::uuid[]) AS v (source_id, contact_id)"
        " WHERE s.organisation_id = %(org)s AND s.contact_id = ANY(%(contacts)s) AND s.source_id = ANY(%(sources)s) AND s.step = 0"
        "   AND s.contact_id = v.contact_id AND s.source_id = v.source_id AND s.sent_at IS NULL",
        {"org": organisation_id, "sources": [source for source, _ in unsent], "contacts": [contact for _, contact in unsent]},
    )


async def share_sendings(unit: Unit, organisation_id: UUID, source: UUID, target: UUID) -> None:
    """Have what one contact was sent count for another too; what is on its way counts as sent now, for its end is written for the one alone."""
    await unit.run(
        "INSERT INTO contact_sends (organisation_id, contact_id, source_id, step, channel, admitted_at, sent_at)"
        " SELECT organisation_id, %(target)s, source_id, step, channel, admitted_at, coalesce(sent_at, %(at)s) FROM contact_sends"
        " WHERE organisation_id = %(org)s AND contact_id = %(source)s ON CONFLICT DO NOTHING",
        {"org": organisation_id, "source": source, "target": target, "at": unit.at},
    )


async def forget_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Forget what people were sent, as far as caps count it."""
    return await unit.run(
        "DELETE FROM contact_sends WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def purge(unit: Unit, at: datetime) -> int:
    """Drop what no window can see any more, of all organisations."""
    minutes = await unit.run("DELETE FROM rate_minutes WHERE minute < %(at)s::timestamptz - interval '2 hours'", {"at": at})
    paces = await unit.run("DELETE FROM sender_paces WHERE free_at < %(at)s::timestamptz - interval '2 hours'", {"at": at})
    people = await unit.run(
        "DELETE FROM portfolio_people WHERE in_flight = 0 AND counted_until < %(at)s::timestamptz - interval '1 hour'", {"at": at}
    )
    sendings = await unit.run(
        "DELETE FROM contact_sends WHERE coalesce(sent_at, admitted_at + interval '60 days') < %(at)s::timestamptz - interval '92 days'", {"at": at}
    )
    return minutes + paces + people + sendings


def _count(identifier: UUID, count: int) -> tuple[UUID, int]:
    return identifier, count


def _pair(used: int, oldest: datetime | None) -> tuple[int, datetime | None]:
    return used, oldest


def _one(value: UUID) -> UUID:
    return value


def _day(day: date, released: int) -> tuple[date, int]:
    return day, released
