"""What came of the list."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.waitlist.types import Figures, Response

_WHOLE = (
    "SELECT (SELECT count(DISTINCT slot_id)::int FROM waitlist_bookings WHERE organisation_id = %(org)s AND state = 'cancelled'"
    "   AND ended_at >= %(since)s),"
    " (SELECT count(*)::int FROM waitlist_offers WHERE organisation_id = %(org)s AND offered_at >= %(since)s),"
    " count(*)::int, count(*) FILTER (WHERE state = 'cancelled')::int, count(*) FILTER (WHERE state = 'attended')::int,"
    " count(*) FILTER (WHERE state = 'no_show')::int FROM waitlist_bookings WHERE organisation_id = %(org)s AND booked_at >= %(since)s"
)
_BY_CHANNEL = (
    "SELECT channel, count(*)::int, count(answered_at)::int, count(*) FILTER (WHERE state = 'accepted')::int,"
    " percentile_disc(0.5) WITHIN GROUP (ORDER BY answered_at - left_at) FILTER (WHERE answered_at >= left_at)"
    " FROM waitlist_offers WHERE organisation_id = %(org)s AND offered_at >= %(since)s AND channel IS NOT NULL GROUP BY channel ORDER BY channel"
)


async def since(unit: Unit, organisation_id: UUID, moment: datetime) -> Figures:
    """Return what came of the list since a moment, by two statements."""
    params = {"org": organisation_id, "since": moment}
    by_channel = await unit.fetch(_response, _BY_CHANNEL, params)
    (figures,) = await unit.fetch(lambda *counts: _figures(by_channel, *counts), _WHOLE, params)
    return figures


def _figures(by_channel: list[Response], *counts: Any) -> Figures:
    return Figures(*counts, by_channel=by_channel)


def _response(channel: str, offers: int, answered: int, accepted: int, half_within: timedelta | None) -> Response:
    return Response(channel, offers, answered, accepted, half_within)
