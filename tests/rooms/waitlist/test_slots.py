"""Slots out of hours: nobody of the staff is in two places at once, whatever their hours and the clocks of the night."""

from collections.abc import Sequence
from datetime import date, time
from itertools import pairwise

import pytest

from support.campaigning import ACTOR
from support.waitlisting import Shop
from tidings.waitlist import service as waitlist
from tidings.waitlist.types import Hours

MONDAY, CLOCKS_GO_FORWARD = date(2026, 10, 12), date(2027, 3, 28)


@pytest.mark.parametrize(
    ("hours", "day"),
    [
        ([Hours(1, time(9), time(12)), Hours(1, time(11, 15), time(13))], MONDAY),
        ([Hours(1, time(14), time(18)), Hours(1, time(9), time(15))], MONDAY),
        ([Hours(7, time(1, 30), time(5))], CLOCKS_GO_FORWARD),
    ],
)
async def test_slots_of_hours_that_meet_or_of_a_night_without_an_hour_never_overlap(shop: Shop, hours: Sequence[Hours], day: date) -> None:
    async with shop.world.database.unit(shop.organisation) as unit:
        staff = await waitlist.add_member(unit, shop.organisation, ACTOR, "Inès", hours=hours)
        service = await waitlist.add_service(unit, shop.organisation, ACTOR, "Colour", 45, None)
        made = await waitlist.add_from_hours(unit, shop.organisation, ACTOR, service.id, staff.id, day, day)
        again = await waitlist.add_from_hours(unit, shop.organisation, ACTOR, service.id, staff.id, day, day)
    spans = sorted((each.starts_at, each.ends_at) for each in made)
    assert len(spans) > 1
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert again == []
