"""What somebody sees first, at a desk and on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from web.house import CAMPAIGN, PEOPLE, House
from web.screens import both_sizes
from web.watching import Watch


@both_sizes
def test_home_shows_what_runs_what_needs_somebody_and_todays_limits(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default", signed_in=owner)
    page = watch.page
    runs = page.get_by_role("region", name="Runs now")
    expect(runs.get_by_role("listitem").filter(has_text=CAMPAIGN)).to_contain_text(f"of {PEOPLE} people are settled")
    expect(page.get_by_role("region", name="need")).to_contain_text("No worker runs")
    expect(page.get_by_role("region", name="Today and the limits")).to_contain_text(
        re.compile(r"released today: (50|0) of 50 planned")
    )  # 0 where a story before paused it
    expect(page.get_by_role("region", name="Spending")).to_contain_text("This month")
    watch.shoot("home")
    runs.get_by_role("link", name=CAMPAIGN).click()
    expect(page.get_by_role("heading", name=CAMPAIGN, level=1)).to_be_visible()


def test_a_new_organisation_is_led_to_its_first_campaign(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/second", signed_in=owner)
    page = watch.page
    steps = page.get_by_role("region", name="Three steps")
    expect(steps.get_by_role("link")).to_have_text(["Connect", "Add people", "New campaign"])
    watch.calm()
    watch.shoot("first-steps")
    watch.assert_accessible()
    steps.get_by_role("link", name="New campaign").click()
    page.wait_for_url("**/campaigns/new**")


@both_sizes
def test_a_phones_bar_keeps_four_rooms_and_the_others_are_behind_more(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    page = opened(f"{house.app}/o/default", signed_in=owner).page
    rooms = page.get_by_role("navigation", name="Main")
    expect(rooms.get_by_role("link", name="Home")).to_have_attribute("aria-current", "page")
    if size == "desktop":
        expect(rooms.get_by_role("link", name="Your account")).to_be_visible()
        expect(rooms.get_by_role("button", name="More")).to_be_hidden()
        return
    expect(rooms.get_by_role("link")).to_have_text(["Home", "Inbox", "Campaigns", "Approvals"])
    rooms.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Your account").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
