"""Who is meant by a target audience."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts.queries import people
from tidings.contacts.rules.audience import target as read_target
from tidings.contacts.types import AddressKind, Target
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import LineType, can_receive_sms
from tidings.kernel.words import Channel

_KINDS = {Channel.SMS: (AddressKind.PHONE,), Channel.WHATSAPP: (AddressKind.PHONE, AddressKind.WHATSAPP_USER)}
"""The kinds of address that a channel writes to, the preferred one first: Meta asks to write to numbers where they are known."""
_WORSE = [kind for kind in LineType if not can_receive_sms(kind)]
"""Lines that are taken only where a person has no better one."""


def read_audience(target: Mapping[str, Any]) -> Target:
    """Read the shorthand of a target audience. Raises Invalid with the field `target_audience.<key>`."""
    return read_target(target)


async def best_addresses(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], *, channel: Channel) -> dict[UUID, UUID]:
    """Return each contact's best address for `channel`, as audiences do (segments); who has none is left out."""
    kinds = _KINDS[channel]
    best: dict[UUID, tuple[bool, int, UUID]] = {}
    for each in await people.sealed_of(unit, organisation_id, contact_ids):
        if each.contact_id is None or each.kind not in kinds:
            continue
        found = (each.line_type in _WORSE, kinds.index(AddressKind(each.kind)), each.id)
        if each.contact_id not in best or found[:2] < best[each.contact_id][:2]:
            best[each.contact_id] = found
    return {contact_id: address_id for contact_id, (_, _, address_id) in best.items()}
