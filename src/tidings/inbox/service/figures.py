"""How quickly people are answered, how much needs nobody, and how content they are."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.inbox.errors import automatic as errors
from tidings.inbox.queries import automation as settings
from tidings.inbox.queries import figures as queries
from tidings.inbox.rules.figures import Measured
from tidings.inbox.types.automatic import By, Figures
from tidings.infra.db.unit import Unit

_MOST_DAYS = 92
_USUALLY = 30
_DAY = timedelta(days=1)


async def figures(
    unit: Unit, organisation_id: UUID, by: By, *, since: date | None = None, until: date | None = None
) -> tuple[Figures, Sequence[Figures]]:
    """Return the measures of days of the organisation, both included (the last thirty where none are named): all together, and told apart.

    Raises Invalid for a time that is too long or none.
    """
    zone = ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)
    last = until or unit.at.astimezone(zone).date()
    first = since or last - (_USUALLY - 1) * _DAY
    if not timedelta(0) <= last - first < _MOST_DAYS * _DAY:
        raise errors.range_unfit()
    start, end = (datetime.combine(day, time(), zone) for day in (first, last + _DAY))
    measured = Measured(
        await settings.automation(unit, organisation_id),
        zone,
        unit.at,
        (
            await queries.episodes(unit, organisation_id, start, end),
            await queries.machine_answers(unit, organisation_id, start, end),
            await queries.rated(unit, organisation_id, start, end),
        ),
    )
    return measured.all(), measured.by(by)
