"""What people said, and what holds of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.consent.types import GENERAL, ConsentEvent, ConsentState, ConsentStatus, Derivation, Entry, Place, WordingRef
from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

_STATUSES = {status.value: status for status in ConsentStatus}
_RECORD = sql("tidings.consent", "record")

# What stood before STOP, of each programme, STOPs left out and what counts no more: granted, and since any refusal (of the programme or in general)
# by the person.
_GRANTED_BEFORE_STOP = """
SELECT contact_id, purpose, programme FROM (
  SELECT contact_id, purpose, programme, bool_or(status = 'granted') AS granted,
    max(at) FILTER (WHERE status = 'granted' AND NOT proof ? 'attested_by') AS agreed_at,
    greatest(max(at) FILTER (WHERE status = 'withdrawn'),
      max(max(at) FILTER (WHERE status = 'withdrawn' AND programme = '')) OVER (PARTITION BY contact_id, purpose)) AS withdrawn_at
  FROM consent_events e
  WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND channel = %(channel)s AND purpose = ANY(%(purposes)s)
    AND NOT (status = 'withdrawn' AND source = ANY(%(stops)s))
    AND NOT EXISTS (SELECT FROM consent_undone u WHERE u.organisation_id = %(org)s AND u.contact_id = e.contact_id AND u.event_id = e.id)
  GROUP BY contact_id, purpose, programme
) AS said WHERE granted AND (withdrawn_at IS NULL OR agreed_at > withdrawn_at)
"""


async def record(unit: Unit, organisation_id: UUID, entries: Sequence[Entry], said_by: Sequence[Sequence[UUID]]) -> int:
    """Append entries made by `said_by` of the same position, as one batch to be sealed; returns how many states moved."""
    statements = [entry.statement for entry in entries]
    versions = [each.version for each in statements]
    params = {
        "org": organisation_id,
        "now": unit.at,
        "batch": new_id(unit.at),
        "numbers": list(range(len(entries))),
        "ids": [entry.id for entry in entries],
        "channels": [each.channel.value for each in statements],
        "purposes": [each.purpose.value for each in statements],
        "programmes": [each.programme for each in statements],
        "statuses": [each.status.value for each in statements],
        "sources": [each.source for each in statements],
        "wordings": [each.wording for each in statements],
        "wording_keys": [each and each.key for each in versions],
        "wording_versions": [each and each.version for each in versions],
        "wording_locales": [each and each.locale for each in versions],
        "wording_digests": [entry.wording_digest for entry in entries],
        "ats": [each.at for each in statements],
        "actors": [each.actor for each in statements],
        "proofs": [Jsonb(dict(entry.proof)) for entry in entries],
        "counts": [entry.counts for entry in entries],
        "attested": [each.attested for each in statements],
        "said_numbers": [number for number, people in enumerate(said_by) for _ in people],
        "contacts": [contact for people in said_by for contact in people],
    }
    return await unit.value(_RECORD, params)


async def states(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channel: Channel, purpose: Purpose, programmes: Sequence[str]
) -> list[tuple[UUID, str, ConsentState]]:
    """Return who said what of these programmes last: contact, programme, state."""
    return await unit.fetch(
        _state,
        "SELECT contact_id, programme, status, source, at, event_id, withdrawn_at, agreed_at FROM consents"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " AND channel = %(channel)s AND purpose = %(purpose)s AND programme = ANY(%(programmes)s)",
        {
            "org": organisation_id,
            "contacts": list(contact_ids),
            "channel": channel.value,
            "purpose": purpose.value,
            "programmes": list(programmes),
        },
    )


async def general_states(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channel: Channel, purpose: Purpose
) -> dict[UUID, ConsentState]:
    """Return what those last said who said something of a channel and purpose as a whole; asked for each batch that is sent."""
    rows = await states(unit, organisation_id, contact_ids, channel, purpose, [GENERAL])
    return {contact: state for contact, _, state in rows}


async def general_statuses(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channel: Channel, purpose: Purpose
) -> dict[UUID, ConsentStatus]:
    """Return what those last said who said something of a channel and purpose as a whole, and nothing more of it: read from the key alone."""
    rows = await unit.fetch(
        _said,
        "SELECT contact_id, status FROM consents WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " AND channel = %(channel)s AND purpose = %(purpose)s AND programme = %(general)s",
        {"org": organisation_id, "contacts": list(contact_ids), "channel": channel.value, "purpose": purpose.value, "general": GENERAL},
    )
    return dict(rows)


async def all_states(unit: Unit, organisation_id: UUID, contact_id: UUID) -> dict[Place, ConsentState]:
    """Return what one person last said of each thing."""
    rows = await unit.fetch(
        _placed_state,
        "SELECT channel, purpose, programme, status, source, at, event_id, withdrawn_at, agreed_at FROM consents"
        " WHERE organisation_id = %(org)s AND contact_id = %(contact)s ORDER BY channel, purpose, programme",
        {"org": organisation_id, "contact": contact_id},
    )
    return dict(rows)


async def events(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[ConsentEvent]:
    """Return all that a person ever said, newest first."""
    return await unit.fetch(
        _event,
        "SELECT id, channel, purpose, programme, status, source, wording, wording_key, wording_version, wording_locale,"
        " at, recorded_at, actor, proof, personal_digest IS NOT NULL, NOT EXISTS (SELECT FROM consent_undone u"
        "   WHERE u.organisation_id = e.organisation_id AND u.contact_id = e.contact_id AND u.event_id = e.id) FROM consent_events e"
        " WHERE organisation_id = %(org)s AND contact_id = %(contact)s ORDER BY at DESC, recorded_at DESC, channel, purpose, programme",
        {"org": organisation_id, "contact": contact_id},
    )


async def attested_by(unit: Unit, organisation_id: UUID, contact_id: UUID) -> dict[UUID, str]:
    """Return who attested what others said for a person, by statement."""
    rows = await unit.fetch(
        _vouched,
        "SELECT id, proof->>'attested_by' FROM consent_events WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND proof ? 'attested_by'",
        {"org": organisation_id, "contact": contact_id},
    )
    return dict(rows)


async def spoke_since(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return those of the contacts who said anything from a moment on."""
    return set(
        await unit.fetch(
            _same,
            "SELECT DISTINCT contact_id FROM consent_events WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND at >= %(since)s",
            {"org": organisation_id, "contacts": list(contact_ids), "since": since},
        )
    )


async def granted_before_stop(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channel: Channel, purposes: Sequence[Purpose], *, stops: Sequence[str]
) -> set[tuple[UUID, Purpose, str]]:
    """Return contact, purpose and programme wherever a grant held, STOPs left out."""
    params = {
        "org": organisation_id,
        "contacts": list(contact_ids),
        "channel": channel.value,
        "purposes": [purpose.value for purpose in purposes],
        "stops": list(stops),
    }
    return set(await unit.fetch(_placed, _GRANTED_BEFORE_STOP, params))


async def left_programmes(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channel: Channel, *, stops: Sequence[str]
) -> set[tuple[UUID, Purpose, str]]:
    """Return contact, purpose and programme wherever the last word on a programme by name is the person's own STOP."""
    return set(
        await unit.fetch(
            _placed,
            "SELECT contact_id, purpose, programme FROM consents WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
            " AND channel = %(channel)s AND programme <> '' AND status = 'withdrawn' AND source = ANY(%(stops)s)",
            {"org": organisation_id, "contacts": list(contact_ids), "channel": channel.value, "stops": list(stops)},
        )
    )


def _same(value: UUID) -> UUID:
    return value


def _vouched(event_id: UUID, attested_by: str) -> tuple[UUID, str]:
    return event_id, attested_by


def _state(contact_id: UUID, programme: str, *state: Any) -> tuple[UUID, str, ConsentState]:
    return contact_id, programme, _held(*state)


def _said(contact_id: UUID, status: str) -> tuple[UUID, ConsentStatus]:
    return contact_id, _STATUSES[status]


def _placed_state(channel: str, purpose: str, programme: str, *state: Any) -> tuple[Place, ConsentState]:
    return Place(Channel(channel), Purpose(purpose), programme), _held(*state)


def _held(status: str, source: str, at: datetime, event_id: UUID, withdrawn_at: datetime | None, agreed_at: datetime | None) -> ConsentState:
    return ConsentState(ConsentStatus(status), source, at, Derivation.STATEMENT, event_id, withdrawn_at, agreed_at)


def _event(*row: Any) -> ConsentEvent:
    identifier, channel, purpose, programme, status, source, wording, key, version, locale, at, recorded_at, actor, proof, erased, counts = row
    ref = None if key is None else WordingRef(key, version, locale)
    said = (Channel(channel), Purpose(purpose), programme, ConsentStatus(status))
    return ConsentEvent(identifier, *said, source, wording, ref, at, recorded_at, actor, proof, erased, counts)


def _placed(contact_id: UUID, purpose: str, programme: str) -> tuple[UUID, Purpose, str]:
    return contact_id, Purpose(purpose), programme
