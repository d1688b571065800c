"""What came of the list: how many answer by which channel, and how quickly."""

from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.waitlist.queries import figures as queries
from tidings.waitlist.types import Figures


async def figures(unit: Unit, organisation_id: UUID, since: datetime) -> Figures:
    """Return what came of the list since a moment."""
    return await queries.since(unit, organisation_id, since)
