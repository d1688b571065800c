"""Offers: one for each slot and entry, one open one for each person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.waitlist.queries.documents import settings_from
from tidings.waitlist.types import Offer, OfferState, Settings

_COLUMNS = (
    "o.id, o.slot_id, o.entry_id, o.contact_id, o.notice_id, o.state, o.offered_at, o.left_at, o.expires_at, o.channel, o.answered_at, o.answer,"
    " o.answered_by, o.unclear_id, o.explanation"
)


@dataclass(frozen=True, slots=True)
class Hold:
    """That a slot is held by an open offer, until when, and how long a hold of the organisation is."""

    organisation_id: UUID
    offer_id: UUID
    slot_id: UUID
    until: datetime
    length: timedelta


async def insert(unit: Unit, organisation_id: UUID, offers: Sequence[Offer]) -> set[UUID]:
    """Add open offers, in the order of their people, and return those that are new: who got another offer meanwhile is left out."""
    ordered = sorted(offers, key=lambda each: (each.contact_id, each.id))
    rows = await unit.fetch(
        _id,
        "INSERT INTO waitlist_offers (organisation_id, id, slot_id, entry_id, contact_id, state, offered_at, explanation)"
        " SELECT %(org)s, v.id, v.slot_id, v.entry_id, v.contact_id, 'open', %(at)s, v.explanation"
        " FROM unnest(%(ids)s::uuid[], %(slots)s::uuid[], %(entries)s::uuid[], %(contacts)s::uuid[], %(explanations)s::jsonb[])"
        "   AS v (id, slot_id, entry_id, contact_id, explanation) ON CONFLICT DO NOTHING RETURNING id",
        {
            "org": organisation_id,
            "at": unit.at,
            "ids": [each.id for each in ordered],
            "slots": [each.slot_id for each in ordered],
            "entries": [each.entry_id for each in ordered],
            "contacts": [each.contact_id for each in ordered],
            "explanations": [Jsonb(each.explanation) for each in ordered],
        },
    )
    return set(rows)


async def hold_addresses(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> None:
    """Let nobody else make offers that would go to these addresses until the unit ends; in one order."""
    await unit.run(
        "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM (SELECT 'offers ' || %(org)s::text || ' ' || id::text AS name"
        " FROM unnest(%(ids)s::uuid[]) AS v (id) ORDER BY id) AS ordered",
        {"org": organisation_id, "ids": list(set(address_ids))},
    )


async def select(unit: Unit, organisation_id: UUID, offer_ids: Sequence[UUID], *, hold: bool = False) -> list[Offer]:
    """Return offers by id, with `hold` locked in the order of their ids."""
    return await unit.fetch(
        _offer,
        f"SELECT {_COLUMNS} FROM waitlist_offers o WHERE o.organisation_id = %(org)s AND o.id = ANY(%(ids)s) ORDER BY o.id"
        + (" FOR UPDATE" if hold else ""),
        {"org": organisation_id, "ids": list(offer_ids)},
    )


async def of_slots(unit: Unit, organisation_id: UUID, slot_ids: Sequence[UUID], *, hold: bool = False) -> list[Offer]:
    """Return all offers of slots, with `hold` locked in the order of their ids, which is that in which they were made."""
    return await unit.fetch(
        _offer,
        f"SELECT {_COLUMNS} FROM waitlist_offers o WHERE o.organisation_id = %(org)s AND o.slot_id = ANY(%(slots)s) ORDER BY o.id"
        + (" FOR UPDATE" if hold else ""),
        {"org": organisation_id, "slots": list(slot_ids)},
    )


async def open_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Offer]:
    """Return the open offers of people."""
    return await unit.fetch(
        _offer,
        f"SELECT {_COLUMNS} FROM waitlist_offers o WHERE o.organisation_id = %(org)s AND o.contact_id = ANY(%(contacts)s) AND o.state = 'open'",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def ids_of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Return the ids of all offers that people got."""
    return await unit.fetch(
        _id,
        "SELECT id FROM waitlist_offers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def lately(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> dict[UUID, int]:
    """Return how often people were asked since a moment."""
    rows = await unit.fetch(
        _count,
        "SELECT contact_id, count(*)::int FROM waitlist_offers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " AND offered_at > %(since)s GROUP BY contact_id",
        {"org": organisation_id, "contacts": list(contact_ids), "since": since},
    )
    return dict(rows)


async def update(unit: Unit, organisation_id: UUID, changed: Sequence[Offer]) -> None:
    """Write where offers of held slots stand."""
    await unit.run(
        "UPDATE waitlist_offers o SET notice_id = v.notice_id, state = v.state, left_at = v.left_at, expires_at = v.expires_at, channel = v.channel,"
        " answered_at = v.answered_at, answer = v.answer, answered_by = v.answered_by, unclear_id = v.unclear_id"
        " FROM unnest(%(ids)s::uuid[], %(notices)s::uuid[], %(states)s::text[], %(left)s::timestamptz[], %(expires)s::timestamptz[],"
        "   %(channels)s::text[], %(answered)s::timestamptz[], %(answers)s::text[], %(by)s::text[], %(unclear)s::uuid[])"
        "   AS v (id, notice_id, state, left_at, expires_at, channel, answered_at, answer, answered_by, unclear_id)"
        " WHERE o.organisation_id = %(org)s AND o.id = v.id",
        {
            "org": organisation_id,
            "ids": [each.id for each in changed],
            "notices": [each.notice_id for each in changed],
            "states": [each.state.value for each in changed],
            "left": [each.left_at for each in changed],
            "expires": [each.expires_at for each in changed],
            "channels": [each.channel and each.channel.value for each in changed],
            "answered": [each.answered_at for each in changed],
            "answers": [each.answer for each in changed],
            "by": [each.answered_by for each in changed],
            "unclear": [each.unclear_id for each in changed],
        },
    )


async def page(
    unit: Unit,
    organisation_id: UUID,
    *,
    slot_id: UUID | None,
    contact_id: UUID | None,
    state: OfferState | None,
    unclear: bool,
    before: UUID | None,
    limit: int,
) -> list[Offer]:
    """Return offers that fit, newest first, before an id."""
    return await unit.fetch(
        _offer,
        f"SELECT {_COLUMNS} FROM waitlist_offers o WHERE o.organisation_id = %(org)s AND (%(before)s::uuid IS NULL OR o.id < %(before)s)"
        " AND (%(slot)s::uuid IS NULL OR o.slot_id = %(slot)s) AND (%(contact)s::uuid IS NULL OR o.contact_id = %(contact)s)"
        " AND (%(state)s::text IS NULL OR o.state = %(state)s) AND (NOT %(unclear)s OR o.unclear_id IS NOT NULL)"
        " ORDER BY o.id DESC LIMIT %(limit)s",
        {
            "org": organisation_id,
            "before": before,
            "slot": slot_id,
            "contact": contact_id,
            "state": state and state.value,
            "unclear": unclear,
            "limit": limit,
        },
    )


async def holds(unit: Unit) -> list[Hold]:
    """Return what open offers hold, over all organisations (engine role); one whose message has not left holds from when it was made."""
    return await unit.fetch(
        _hold,
        "SELECT o.organisation_id, o.id, o.slot_id, o.offered_at, o.expires_at, s.settings FROM waitlist_offers o"
        " LEFT JOIN waitlist_settings s ON s.organisation_id = o.organisation_id WHERE o.state = 'open'",
    )


def _hold(organisation_id: UUID, offer_id: UUID, slot_id: UUID, offered_at: datetime, expires_at: datetime | None, told: Any) -> Hold:
    length = (settings_from(told) if told is not None else Settings()).hold
    return Hold(organisation_id, offer_id, slot_id, expires_at or offered_at + length, length)


def _offer(*columns: Any) -> Offer:
    identifier, slot_id, entry_id, contact_id, notice_id, state, offered_at, left_at, expires_at, channel, *rest = columns
    spoken = Channel(channel) if channel else None
    return Offer(identifier, slot_id, entry_id, contact_id, notice_id, OfferState(state), offered_at, left_at, expires_at, spoken, *rest)


def _count(contact_id: UUID, count: int) -> tuple[UUID, int]:
    return contact_id, count


def _id(identifier: UUID) -> UUID:
    return identifier
