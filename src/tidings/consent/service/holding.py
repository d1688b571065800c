"""Marketing held back for an address whose owner may have opted out, until a person has read what they wrote."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.consent.queries import suppressions as queries
from tidings.consent.types import Suppression, SuppressionReason, SuppressionScope, weightiest
from tidings.contacts.types import Address
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

_SOURCE = "unclear_message"


async def hold_marketing(unit: Unit, organisation_id: UUID, channel: Channel, said: Sequence[tuple[bytes, datetime]]) -> None:
    """Let no marketing leave for addresses (look-up value, since when) on a channel, until `release_marketing`."""
    entries = [(Suppression(channel, lookup, SuppressionScope.MARKETING, SuppressionReason.HELD, _SOURCE), at, None) for lookup, at in said]
    if entries:
        await queries.suppress(unit, organisation_id, entries)


async def closed_beside_stop(unit: Unit, organisation_id: UUID, channel: Channel, addresses: Sequence[Address]) -> dict[UUID, SuppressionReason]:
    """Return which opened addresses are closed to everything for another reason than their owner's STOP, by id: they get no confirmation of it."""
    keys = await unit.keys(organisation_id)
    owner = {lookup: address.id for address in addresses for lookup in keys.indexes(address.kind, address.value)}
    rows = await queries.suppressed(unit, organisation_id, channel, list(owner), [SuppressionScope.ALL])
    return weightiest((owner[lookup], reason) for lookup, reason in rows if reason is not SuppressionReason.OPTED_OUT)


async def release_marketing(
    unit: Unit, organisation_id: UUID, channel: Channel, said: Sequence[tuple[bytes, datetime]], *, by: str, why: str
) -> None:
    """Take back what `hold_marketing` closed before a time; other reasons stay."""
    if said:
        await queries.open_again(
            unit, organisation_id, channel, said, scope=SuppressionScope.MARKETING, reasons=[SuppressionReason.HELD], by=by, why=why
        )
