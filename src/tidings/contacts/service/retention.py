"""What of people is over its time, as the room of retention asks. Each call takes a constant number of statements."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.contacts.queries import retention as queries
from tidings.infra.db.unit import Unit


async def silent_since(
    unit: Unit,
    organisation_id: UUID,
    before: datetime,
    *,
    lifecycles: Sequence[str],
    passive: Sequence[str],
    after: UUID | None,
    limit: int,
    among: Sequence[UUID] | None = None,
) -> list[UUID]:
    """Return contacts in some lifecycles, in the order of their ids, who were there before a moment and did nothing since.

    Events named in `passive` are nothing that they did. Who was merged or enrolled since is left out.
    """
    return await queries.silent_since(unit, organisation_id, before, lifecycles=lifecycles, passive=passive, after=after, limit=limit, among=among)


async def count_events_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count an organisation's events from before a moment, up to a number."""
    return await queries.count_events(unit, organisation_id, before, most)


async def forget_events_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete an organisation's events from before a moment, up to a number (engine role); returns how many."""
    return await queries.forget_events(unit, organisation_id, before, most)


async def count_refused_rows_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count refused rows of imports that ended before a moment, up to a number."""
    return await queries.count_refused_rows(unit, organisation_id, before, most)


async def forget_refused_rows_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete refused rows of imports that ended before a moment, up to a number; the imports themselves stay. Returns how many."""
    return await queries.forget_refused_rows(unit, organisation_id, before, most)
