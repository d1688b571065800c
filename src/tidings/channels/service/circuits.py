"""Circuits: a sender whose provider fails is held, each time for longer, until one message gets an answer."""

from uuid import UUID

from tidings.channels.queries import circuits
from tidings.channels.rules.circuits import after_trouble
from tidings.channels.types import Circuit, Trouble
from tidings.infra.db.unit import Unit


async def hold_sender(unit: Unit, organisation_id: UUID, sender_id: UUID, trouble: Trouble) -> bool:
    """Close a sender to new exchanges for a while; False if it is held for longer, or stopped. A hold is only ever made longer."""
    return await _hold(unit, organisation_id, await circuits.lock(unit, organisation_id, sender_id=sender_id), trouble) > 0


async def hold_connection(unit: Unit, organisation_id: UUID, connection_id: UUID, trouble: Trouble) -> int:
    """Close all senders of a connection for a while (the provider throttles the account); returns how many it touched."""
    return await _hold(unit, organisation_id, await circuits.lock(unit, organisation_id, connection_id=connection_id), trouble)


async def end_hold(unit: Unit, organisation_id: UUID, sender_id: UUID) -> bool:
    """Forget a hold that is over: the provider answers again. Until then a sender that was held sends one message at a time."""
    return await circuits.end_hold(unit, organisation_id, sender_id) > 0


async def _hold(unit: Unit, organisation_id: UUID, found: list[Circuit], trouble: Trouble) -> int:
    held = [after for each in found if (after := after_trouble(each, trouble, unit.at)) is not None]
    return await circuits.hold(unit, organisation_id, held, trouble.reason)
