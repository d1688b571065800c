"""All that is kept of what a person wrote and was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit

_THEIRS = "(contact_id = ANY(%(contacts)s) OR address_id = ANY(%(addresses)s))"


@dataclass(frozen=True, slots=True)
class Written:
    """A message from a person, sealed."""

    id: UUID
    at: datetime
    channel: str
    kind: str
    reading: str
    why: str
    payload: str | None = field(repr=False)
    text_sealed: bytes = field(repr=False)
    from_sealed: bytes = field(repr=False)


async def written(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Written]:
    """Return what people wrote, newest first."""
    return await unit.fetch(
        Written,
        "SELECT id, received_at, channel, kind, reading, why, payload, text_sealed, from_sealed FROM inbound_messages"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY id DESC",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return who wrote, with the address that they wrote from."""
    return await unit.fetch(
        _known,
        "SELECT DISTINCT contact_id, address_id FROM inbound_messages WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def empty(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], address_ids: Sequence[UUID], *, text: bytes, sender: bytes
) -> int:  # fmt: skip
    """Take the words and the sender out of what people wrote; that something came stays, so that a provider who tells it again is not believed."""
    params = {"org": organisation_id, "contacts": list(contact_ids), "addresses": list(address_ids), "text": text, "sender": sender}
    await unit.run(
        "DELETE FROM inbound_attachments WHERE organisation_id = %(org)s AND message_id IN"
        f" (SELECT id FROM inbound_messages WHERE organisation_id = %(org)s AND {_THEIRS})",
        params,
    )
    return await unit.run(
        "UPDATE inbound_messages SET text_sealed = %(text)s, from_sealed = %(sender)s, place_sealed = NULL, payload = NULL, why = 'erased',"
        f" contact_id = NULL, address_id = NULL WHERE organisation_id = %(org)s AND {_THEIRS}",
        params,
    )


async def forget_addresses(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> int:
    """Delete open windows, questions and what waits for a decision, of addresses; returns how many questions there were."""
    params = {"org": organisation_id, "addresses": list(address_ids)}
    where = " WHERE organisation_id = %(org)s AND address_id = ANY(%(addresses)s)"
    await unit.run("DELETE FROM service_windows" + where, params)
    await unit.run("DELETE FROM unclear_messages" + where, params)
    return await unit.run("DELETE FROM open_questions" + where, params)


def _known(contact_id: UUID, address_id: UUID | None) -> tuple[UUID, UUID | None]:
    return contact_id, address_id
