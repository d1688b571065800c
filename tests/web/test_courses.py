"""Courses: one is made, somebody's interest goes on to the next stage and back, and who takes part is seen."""

from collections.abc import Callable

from playwright.sync_api import expect

from web.house import House
from web.watching import Watch


def test_a_lead_moves_on_and_back_and_a_course_is_made(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    watch = opened(f"{house.app}/o/default/courses", signed_in=owner)
    page = watch.page
    page.get_by_role("link", name="Pottery").click()
    expect(page.get_by_text("2 of 12 places taken")).to_be_visible()
    expect(page.get_by_role("region", name="Who takes part")).to_contain_text("علي حسن")
    fresh, spoken_to = page.get_by_role("region", name="New", exact=True), page.get_by_role("region", name="Contacted", exact=True)
    fresh.get_by_role("combobox").select_option("Contacted")
    expect(spoken_to).to_contain_text("open day · front desk")
    watch.shoot("course")
    watch.assert_accessible()
    page.get_by_role("region", name="Notices").get_by_role("button", name="Undo").click()
    expect(fresh).to_contain_text("open day · front desk")
    page.get_by_role("link", name="All courses").click()
    page.get_by_role("button", name="New course").click()
    page.get_by_label("Name", exact=True).fill("Weaving")
    page.get_by_label("Key", exact=True).fill(f"weaving-{size}")
    page.get_by_label("Places", exact=True).fill("8")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="Weaving", level=1)).to_be_visible()
    expect(page.get_by_text("0 of 8 places taken")).to_be_visible()
