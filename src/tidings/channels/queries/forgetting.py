"""What is not kept for ever."""

from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit


async def letters(unit: Unit, organisation_id: UUID, before: datetime) -> int:
    """Delete the letters that were kept before a moment; returns how many."""
    return await unit.run(
        "DELETE FROM webhook_letters WHERE organisation_id = %(org)s AND kept_at < %(before)s", {"org": organisation_id, "before": before}
    )
