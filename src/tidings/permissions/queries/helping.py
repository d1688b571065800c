"""Who was answered when."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel


async def take_turns(unit: Unit, organisation_id: UUID, channel: Channel, address_ids: Sequence[UUID], again: timedelta) -> set[UUID]:
    """Note that addresses are answered now, and return those that were not within `again`."""
    rows = await unit.fetch(
        _same,
        "INSERT INTO help_answers AS h (organisation_id, channel, address_id, at)"
        " SELECT %(org)s, %(channel)s, address_id, %(at)s FROM unnest(%(addresses)s::uuid[]) AS t (address_id) ORDER BY address_id"
        " ON CONFLICT (organisation_id, channel, address_id) DO UPDATE SET at = excluded.at WHERE h.at <= %(before)s"
        " RETURNING address_id",
        {"org": organisation_id, "channel": channel.value, "addresses": list(set(address_ids)), "at": unit.at, "before": unit.at - again},
    )
    return set(rows)


def _same(value: UUID) -> UUID:
    return value
