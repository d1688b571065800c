"""Who is meant by a target audience, and what people did."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.contacts.queries import events, people
from tidings.contacts.rules.audience import target as read_target
from tidings.contacts.types import AddressKind, Occurrence, Target
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import LineType, can_receive_sms
from tidings.kernel.words import Channel

_KIND = {Channel.SMS: AddressKind.PHONE, Channel.WHATSAPP: AddressKind.PHONE}
_WORSE = [kind for kind in LineType if not can_receive_sms(kind)]
"""Lines that are taken only where a person has no better one."""
_MONTHS_AHEAD = 2
"""So many, that all workers may be down for a month. Events of a month without a partition wait in the default one."""


def read_audience(target: Mapping[str, Any]) -> Target:
    """Read the shorthand of a target audience. Raises Invalid with the field `target_audience.<key>`."""
    return read_target(target)


async def best_addresses(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], *, channel: Channel) -> dict[UUID, UUID]:
    """Return each contact's best address for `channel`, as audiences do (segments); who has none is left out."""
    best: dict[UUID, tuple[bool, UUID]] = {}
    for each in await people.sealed_of(unit, organisation_id, contact_ids):
        worse = each.line_type in _WORSE
        if each.contact_id is None or each.kind != _KIND[channel]:
            continue
        if each.contact_id not in best or (best[each.contact_id][0] and not worse):
            best[each.contact_id] = (worse, each.id)
    return {contact_id: address_id for contact_id, (_, address_id) in best.items()}


async def record_events(unit: Unit, organisation_id: UUID, occurrences: Sequence[Occurrence]) -> int:
    """Record what people did; an event reported again (same contact, name, time and id) counts once. Returns how many are new."""
    return await events.add(unit, organisation_id, occurrences) if occurrences else 0


async def open_event_months(unit: Unit) -> None:
    """Have partitions ready for the events of this month and the next ones (engine role); harmless when they are."""
    await events.open_months(unit, unit.at, _MONTHS_AHEAD)


async def forget_events(unit: Unit, before: datetime) -> int:
    """Drop the events of months that were over before a moment, for all organisations; returns how many months (engine role)."""
    return await events.drop_before(unit, before)
