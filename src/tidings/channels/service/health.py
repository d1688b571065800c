"""What an operator looks at first."""

from uuid import UUID

from tidings.channels.queries import calls as call_rows
from tidings.channels.queries import figures as counted
from tidings.channels.service.connections import connections
from tidings.channels.service.senders import portfolios, senders
from tidings.channels.types import ChannelsFigures, ChannelsStatus
from tidings.infra.db.unit import Unit


async def status(unit: Unit, organisation_id: UUID) -> ChannelsStatus:
    """Return an organisation's connections, senders and portfolios, and the callbacks that wait."""
    letters, letters_since = await call_rows.count_letters(unit, organisation_id)
    return ChannelsStatus(
        await connections(unit, organisation_id),
        await senders(unit, organisation_id),
        await portfolios(unit, organisation_id),
        await call_rows.waiting(unit, organisation_id),
        letters,
        letters_since,
    )


async def figures(unit: Unit) -> ChannelsFigures:
    """Return what stands still, over all organisations (engine role)."""
    return ChannelsFigures(
        await counted.senders(unit),
        await counted.failing(unit),
        await counted.connections(unit),
        await counted.waiting(unit),
        await counted.letters(unit),
    )
