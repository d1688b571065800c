"""Receipts: finding their messages and raising states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.messages.queries.records import keyed
from tidings.messages.types import Key, State

_APPLY = sql("tidings.messages", "apply_receipts")


@dataclass(frozen=True, slots=True)
class Raised:
    """All that a batch of receipts says of one message: the highest state and the times. `attempt` None is any."""

    key: Key
    attempt: int | None
    state: State
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    provider_id: str | None
    reason: str | None
    detail: str | None
    segments: int | None
    cost_micros: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A message that a receipt raised."""

    key: Key
    address_id: UUID
    old: State
    new: State
    sender_id: UUID | None


@dataclass(frozen=True, slots=True)
class Reference:
    """Whose provider id it is."""

    provider_id: str
    key: Key


async def apply(unit: Unit, organisation_id: UUID, rows: Sequence[Raised]) -> list[Changed]:
    """Raise messages, in key order, and return those that changed."""
    ordered = sorted(rows, key=lambda row: (row.key.source_id, row.key.contact_id, row.key.step))
    params = keyed(
        organisation_id,
        [row.key for row in ordered],
        attempts=[row.attempt for row in ordered],
        states=[int(row.state) for row in ordered],
        sent=[row.sent_at for row in ordered],
        delivered=[row.delivered_at for row in ordered],
        read=[row.read_at for row in ordered],
        ids=[row.provider_id for row in ordered],
        reasons=[row.reason for row in ordered],
        details=[row.detail for row in ordered],
        segments=[row.segments for row in ordered],
        costs=[row.cost_micros for row in ordered],
        currencies=[row.currency for row in ordered],
        at=unit.at,
    )
    return await unit.fetch(_changed, _APPLY, params)


async def addresses(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> dict[Key, UUID]:
    """Return to which address each message goes; those that are not there are left out."""
    rows = await unit.fetch(
        _addressed,
        "SELECT m.source_id, m.contact_id, m.step, m.address_id FROM messages m"
        " JOIN unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
        " USING (source_id, contact_id, step)"
        " WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)",
        keyed(organisation_id, keys),
    )
    return dict(rows)


async def plan_again(
    unit: Unit, organisation_id: UUID, keys: Sequence[Key], attempts: Sequence[int | None], provider_ids: Sequence[str]
) -> dict[Key, int]:
    """Make messages planned again whose present attempt the provider dropped; return which were, and the number of that attempt.

    The attempt stays counted, so that the next one has a token of its own and what is told of this one twice is told in vain.
    """
    rows = await unit.fetch(
        _attempted,
        "UPDATE messages m SET state = 0, sent_at = NULL, queued_at = NULL, provider_id = NULL, reason = 'held_by_provider'"
        " FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(tries)s::smallint[], %(ids)s::text[])"
        " AS v (source_id, contact_id, step, attempt, provider_id)"
        " WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)"
        " AND m.source_id = v.source_id AND m.contact_id = v.contact_id"
        " AND m.step = v.step AND m.state IN (25, 30)"
        " AND (v.attempt = m.attempts OR (v.attempt IS NULL AND v.provider_id = m.provider_id))"
        " RETURNING m.source_id, m.contact_id, m.step, m.attempts",
        keyed(organisation_id, keys, tries=list(attempts), ids=list(provider_ids)),
    )
    return dict(rows)


async def references(unit: Unit, organisation_id: UUID, provider_ids: Sequence[str]) -> list[Reference]:
    """Find messages by the provider's ids."""
    return await unit.fetch(
        _reference,
        "SELECT provider_id, source_id, contact_id, step FROM provider_refs WHERE organisation_id = %(org)s AND provider_id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(provider_ids)},
    )


def _attempted(source_id: UUID, contact_id: UUID, step: int, attempts: int) -> tuple[Key, int]:
    return Key(source_id, contact_id, step), attempts


def _reference(provider_id: str, source_id: UUID, contact_id: UUID, step: int) -> Reference:
    return Reference(provider_id, Key(source_id, contact_id, step))


def _changed(source_id: UUID, contact_id: UUID, step: int, address_id: UUID, old: int, new: int, sender_id: UUID | None) -> Changed:
    return Changed(Key(source_id, contact_id, step), address_id, State(old), State(new), sender_id)


def _addressed(source_id: UUID, contact_id: UUID, step: int, address_id: UUID) -> tuple[Key, UUID]:
    return Key(source_id, contact_id, step), address_id
