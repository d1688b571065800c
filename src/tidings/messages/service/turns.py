"""What senders wait for: reactions when it is over, and the permissions that only a person can give."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.messages.queries import turns
from tidings.messages.types import ClosedCountry


async def on_senders_changed(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to senders that may send again, or at another pace: a turn put off by what held before is looked at now."""
    senders = {UUID(sender) for event in events for sender in event.data["sender_ids"]}
    if senders:
        await turns.bring_forward(unit, organisation_id, sorted(senders))


async def closed_countries(unit: Unit, organisation_id: UUID) -> Sequence[ClosedCountry]:
    """Return the senders for which people wait because the account may not send to their country."""
    return await turns.closed_countries(unit, organisation_id)
