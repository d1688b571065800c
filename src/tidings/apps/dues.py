"""When each room has something to do next, over all organisations: workers do it by themselves, and what is long overdue says that they don't."""

from collections.abc import Mapping
from datetime import datetime

from tidings.campaigns import service as campaigns
from tidings.inbox import service as inbox
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.notices import service as notices
from tidings.repairs import service as repairs
from tidings.waitlist import service as waitlist


async def next_dues(unit: Unit) -> Mapping[str, datetime | None]:
    """Return the next moment of each room by its name, None where nothing is due; it lies in the past where workers are behind."""
    return {
        "messages": await messages.next_due(unit),
        "campaigns": await campaigns.next_due(unit),
        "notices": await notices.next_due(unit),
        "waitlist": await waitlist.next_due(unit),
        "repairs": await repairs.next_due(unit),
        "inbox": await inbox.next_due(unit),
    }
