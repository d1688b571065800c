"""Who is meant by a target audience."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts.queries import people
from tidings.contacts.queries.people import SealedAddress
from tidings.contacts.rules.audience import target as read_target
from tidings.contacts.types import REACHED_BY, AddressKind, Rank, Target
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import LineType, can_receive_sms
from tidings.kernel.words import Channel

_WORSE = [kind for kind in LineType if not can_receive_sms(kind)]
"""Lines that are taken only where a person has no better one."""


def read_audience(target: Mapping[str, Any]) -> Target:
    """Read the shorthand of a target audience. Raises Invalid with the field `target_audience.<key>`."""
    return read_target(target)


async def best_addresses(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], *, channel: Channel) -> dict[UUID, UUID]:
    """Return each contact's best address for `channel`, as audiences do (segments); who has none is left out."""
    return _best(await people.sealed_of(unit, organisation_id, contact_ids), channel)


async def next_best_addresses(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], *, channel: Channel, without: Collection[UUID]
) -> dict[UUID, UUID]:
    """Return each contact's best address for `channel` besides those in `without`; never a former one, which may be somebody else's by now."""
    owned = await people.sealed_of(unit, organisation_id, contact_ids)
    return _best([each for each in owned if each.id not in without and each.rank != Rank.FORMER], channel)


def _best(owned: Iterable[SealedAddress], channel: Channel) -> dict[UUID, UUID]:
    """Choose by line, kind and then rank, in which order they come: the profile's number before that of a linked client record (SPEC A2)."""
    kinds = REACHED_BY[channel]
    best: dict[UUID, tuple[bool, int, UUID]] = {}
    for each in owned:
        if each.contact_id is None or each.kind not in kinds:
            continue
        found = (each.line_type in _WORSE, kinds.index(AddressKind(each.kind)), each.id)
        if each.contact_id not in best or found[:2] < best[each.contact_id][:2]:
            best[each.contact_id] = found
    return {contact_id: address_id for contact_id, (_, _, address_id) in best.items()}
