"""A day of the month that `make month` plays: shop and salon side by side, and their figures against the simulator's books."""

from month import accounts
from month.playing import BEGINS, SIMULATOR, play
from support.system import Stage

TIGHT_MICROS = 100_000
"""A budget of ten cents, which a day uses up."""


def test_what_a_shop_and_a_salon_said_is_in_the_providers_books_once_and_costs_the_same(stage: Stage) -> None:
    story = stage(begins=BEGINS, simulator=SIMULATOR)
    played = play(story.system, 1, TIGHT_MICROS, lambda _line: None)
    assert [each for each in played.checks() if not each.holds] == []
    tried = accounts.attempts(played.notices)
    assert {"repair_welcome", "waitlist_booked", "waitlist_offer"} <= {each.kind for each in tried}
    assert played.shop["budget_alert"] == "over"
    assert story.system.api.get("/waitlist/figures")["slots_freed"] > 0
