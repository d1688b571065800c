"""Who entered a watched segment and who left it, since it was last compared."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.contacts.types import Occurrence
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import ids_of
from tidings.segments.errors import NotThatKind
from tidings.segments.queries import members as queries
from tidings.segments.queries import moves as told
from tidings.segments.queries import segments
from tidings.segments.service.asking import named
from tidings.segments.service.finding import segment, to_ask, tree_of
from tidings.segments.types import ENTERED, LEFT, Move, Moved, Moves, Segment

_CHUNK = 10_000
_SOURCE = "segments"
_LATEST = 50


async def refresh(unit: Unit, organisation_id: UUID, segment_id: UUID) -> Moved:
    """Compare a watched segment with who was in it, now. Raises SegmentNotFound, NotThatKind where nobody watches it."""
    found = await segment(unit, organisation_id, segment_id, lock=True)
    if not found.watched:
        raise NotThatKind(found.name, "watched segment")
    return await _compare(unit, organisation_id, found)


async def refresh_if_free(unit: Unit, organisation_id: UUID, segment_id: UUID, before: datetime) -> Moved | None:
    """Compare a watched segment unless somebody else does it, or has done it since a moment."""
    found = await segments.take(unit, organisation_id, segment_id)
    if found is None or (found.refreshed_at is not None and found.refreshed_at >= before):
        return None
    return await _compare(unit, organisation_id, found)


async def watched(unit: Unit, before: datetime) -> list[tuple[UUID, UUID]]:
    """Return (organisation, segment) of the watched ones that were last compared before a moment, of all organisations (engine role)."""
    return await segments.watched(unit, before)


async def moves(unit: Unit, organisation_id: UUID, segment_id: UUID, days: int) -> Moves:
    """Return who entered a watched segment and who left it in the last so many days: by day, and the latest 50. Raises SegmentNotFound."""
    await segment(unit, organisation_id, segment_id)
    zone = ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)
    since = unit.at - timedelta(days=days)
    rows = await told.latest(unit, organisation_id, segment_id, since, _LATEST)
    people = await named(unit, organisation_id, list({contact_id for contact_id, _, _ in rows}))
    return Moves(
        await told.days(unit, organisation_id, segment_id, since, zone),
        [Move(people[contact_id], entered, at) for contact_id, entered, at in rows],
    )


async def _compare(unit: Unit, organisation_id: UUID, found: Segment) -> Moved:
    """Write down who is in a segment and tell who came and went; whoever is in it at the first time came before anybody looked."""
    entered, left = await queries.compare(unit, await to_ask(unit, organisation_id, tree_of(found)), found.id)
    await segments.refreshed(unit, organisation_id, found.id)
    await segments.counted(unit, organisation_id, found.id, await queries.kept(unit, organisation_id, found.id))
    first = found.refreshed_at is None
    if not first:
        await _tell(unit, organisation_id, found, ENTERED, entered)
        await _tell(unit, organisation_id, found, LEFT, left)
    return Moved(entered, left, first)


async def _tell(unit: Unit, organisation_id: UUID, found: Segment, name: str, people: Sequence[UUID]) -> None:
    properties = {"segment_id": str(found.id), "segment": found.name, "version": found.version}
    for start in range(0, len(people), _CHUNK):
        chunk = people[start : start + _CHUNK]
        told = [Occurrence(event, each, name, unit.at, _SOURCE, properties) for event, each in zip(ids_of(unit.at), chunk, strict=False)]
        await contacts.record_events(unit, organisation_id, told)
        unit.happened(Happened(name, organisation_id, {"segment_id": str(found.id), "contact_ids": [str(each) for each in chunk]}))
