"""What people say about consent, for tests."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.consent import service
from tidings.consent.types import ConsentStatus, Statement
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose


async def grant(
    unit: Unit,
    organisation_id: UUID,
    contact_ids: Sequence[UUID],
    *,
    channel: Channel,
    purpose: Purpose,
    source: str,
    at: datetime,
    wording: str | None = "Yes",
    actor: str = "cli:test",
    status: ConsentStatus = ConsentStatus.GRANTED,
) -> int:
    """Record that people agreed to one purpose (or refused it, by `status`); returns how many states changed."""
    return await service.record(unit, organisation_id, contact_ids, [Statement(channel, purpose, status, source, wording, at, actor)])
