"""In which order somebody wants to be reached: their primary, secondary and fallback channel."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.notices import errors
from tidings.notices.queries import orders as queries


async def channel_order(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Sequence[Channel]:
    """Return in which order a person wants to be reached; empty for the order of each kind. Raises NotFound."""
    await contacts.contact(unit, organisation_id, contact_id)
    return (await queries.of_people(unit, organisation_id, [contact_id])).get(contact_id, ())


async def set_channel_order(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, order: Sequence[Channel]) -> None:
    """Keep in which order a person wants to be reached; empty for the order of each kind. Audited. Raises NotFound, Invalid for a channel twice.

    It is no consent: a channel that may not be used is passed over.
    """
    if len(set(order)) < len(order):
        raise errors.setting("channel_twice", "secondary", "A channel is named twice.", "Name each once.")
    before = await channel_order(unit, organisation_id, contact_id)
    if list(before) == list(order):
        return
    if order:
        await queries.put(unit, organisation_id, contact_id, order)
    else:
        await queries.forget(unit, organisation_id, [contact_id])
    detail = {"before": [each.value for each in before], "now": [each.value for each in order]}
    await accounts.record_audit(unit, organisation_id, actor, "contact.channel_order_changed", f"contact:{contact_id}", detail)
