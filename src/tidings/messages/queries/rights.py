"""All messages of a person, for whoever wants to know what was sent to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose
from tidings.messages.types import State


@dataclass(frozen=True, slots=True)
class Sent:
    """A message and what asked for it."""

    source: str
    kind: str
    channel: Channel
    purpose: Purpose
    template_id: UUID | None
    template_version: int | None
    contact_id: UUID
    address_id: UUID = field(repr=False)
    state: State
    reason: str | None
    added_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    settled_at: datetime | None


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return to whom messages of these sources went or are to go, with the address."""
    return await unit.fetch(
        _known,
        "SELECT DISTINCT contact_id, address_id FROM messages"
        " WHERE organisation_id = %(org)s AND source_id = ANY(%(among)s) AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "among": list(among), "contacts": list(contact_ids)},
    )


async def messages_to(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], among: Sequence[UUID]) -> list[Sent]:
    """Return the messages of these sources to any of these contacts, newest first."""
    return await unit.fetch(
        _sent,
        "SELECT s.name, s.kind, s.channel, s.purpose, s.template_id, s.template_version, m.contact_id, m.address_id, m.state, m.reason,"
        " m.added_at, m.sent_at, m.delivered_at, m.read_at, m.settled_at"
        " FROM messages m JOIN sources s ON s.organisation_id = m.organisation_id AND s.source_id = m.source_id"
        " WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)"
        " ORDER BY m.added_at DESC, m.source_id DESC",
        {"org": organisation_id, "among": list(among), "contacts": list(contact_ids)},
    )


def _sent(source: str, kind: str, channel: str, purpose: str, *rest: object) -> Sent:
    template_id, version, contact_id, address_id, state, *told = rest
    return Sent(source, kind, Channel(channel), Purpose(purpose), template_id, version, contact_id, address_id, State(state), *told)  # pyright: ignore[reportArgumentType] - the columns, in their order


def _known(contact_id: UUID, address_id: UUID | None) -> tuple[UUID, UUID | None]:
    return contact_id, address_id
