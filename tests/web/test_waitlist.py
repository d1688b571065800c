"""The waitlist: a slot is freed in the app, offered on a simulated phone, passed on by NO and booked by YES, while the page follows."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from support.databases import cloned
from web.house import House
from web.screens import at_a_desk
from web.town import NAMES, Town, living_town
from web.watching import Watch

PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def town(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with cloned(server_url, template) as url, living_town(url, tmp_path_factory.mktemp("salon")) as town:
        yield town


def entered(opened: Callable[..., Watch], town: Town, who: str, path: str, role: str = "owner", **looks: str) -> Watch:
    """Sign somebody in and go to a page."""
    watch = opened(town.signing_in(f"{who}@example.com", role), **looks)
    watch.page.wait_for_url("**/o/default**")
    watch.page.goto(f"{town.app}/o/default{path}")
    return watch


def opened_salon(town: Town) -> str:
    """Make a service with a slot that somebody has, while two others wait; all may be told by SMS. Returns the slot."""
    api = town.story.system.api
    people = [api.rows(f"/contacts?phone={quote(number)}")[0]["id"] for number in town.numbers[:3]]
    for each in people:
        api.ask("PATCH", f"/contacts/{each}/notification-preferences", {"notificationPreferences": {"smsEnabled": True}})
    service = api.post("/waitlist/services", {"name": "Haircut", "minutes": 30})["id"]
    begins = town.story.system.clock.now() + timedelta(hours=5)
    slot = api.post("/waitlist/slots", {"service_id": service, "starts_at": begins.isoformat()})["id"]
    api.post("/waitlist/bookings", {"slot_id": slot, "contact_id": people[2]})
    for place, each in enumerate(people[:2]):  # a booked slot is offered to nobody
        api.post("/waitlist/entries", {"contact_id": each, "service_id": service, "priority": 4 + place})
    return slot


def answers(page: Page, town: Town, number: str, word: str) -> None:
    """Open somebody's phone, wait for the offer, and write back."""
    page.goto(f"{town.app}/o/default/simulator?open={quote(number)}")
    phone = page.get_by_role("article", name=f"Phone {number}")
    expect(phone.get_by_role("listitem").filter(has_text="OUI").first).to_contain_text("Haircut", timeout=PATIENCE_MS)
    phone.get_by_text("SMS", exact=True).first.click()
    phone.get_by_label(f"Write as {number}").fill(word)
    page.keyboard.press("Enter")


def test_a_freed_slot_is_offered_to_the_next_passed_on_by_no_and_booked_by_yes(opened: Callable[..., Watch], town: Town) -> None:
    slot = opened_salon(town)
    watch = entered(opened, town, "owner", "/waitlist")
    page = watch.page
    card = page.get_by_role("list", name="Slots of").get_by_role("listitem")
    expect(card).to_contain_text(NAMES[2])
    card.get_by_role("button", name="Free it").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"Next to be asked: {NAMES[0]}.")
    watch.shoot("waitlist-free-it")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Free it and tell them").click()
    expect(card).to_contain_text("Offered", timeout=PATIENCE_MS)
    expect(card.get_by_role("timer")).to_contain_text("left", timeout=PATIENCE_MS)
    watch.shoot("waitlist-offered")
    watch.assert_accessible()

    phones = entered(opened, town, "visitor", "/simulator").page
    answers(phones, town, town.numbers[0], "NO")
    expect(card).to_contain_text(f"{NAMES[0]} said no", timeout=PATIENCE_MS)
    answers(phones, town, town.numbers[1], "YES")
    expect(card.get_by_role("link", name=NAMES[1])).to_be_visible(timeout=PATIENCE_MS)
    expect(card).to_contain_text("said yes by SMS", timeout=PATIENCE_MS)
    assert town.story.system.api.get(f"/waitlist/slots/{slot}")["state"] == "booked"

    card.get_by_role("link", name="look at it").click()
    asked = page.get_by_role("region", name="Who was asked").get_by_role("listitem")
    expect(asked.first).to_contain_text("Said yes")
    asked.first.get_by_text("Why ").click()
    watch.shoot("waitlist-slot")
    watch.assert_accessible()
    page.get_by_role("link", name=NAMES[0]).first.click()
    expect(page.get_by_role("region", name="The waitlist")).to_contain_text("Haircut")
    watch.shoot("waitlist-of-a-person")
    page.goto(f"{town.app}/o/default/waitlist/offers")
    expect(page.get_by_role("region", name="Offers").get_by_role("listitem")).to_have_count(2)
    watch.shoot("waitlist-offers")
    watch.assert_accessible()
    finds_what_is_there(watch, town)
    page.goto(f"{town.app}/o/default/waitlist/figures")
    expect(page.get_by_role("region", name="How people answer")).to_contain_text("100% answer")
    watch.shoot("waitlist-figures")
    watch.assert_accessible()


def finds_what_is_there(watch: Watch, town: Town) -> None:
    """Look for a booking, and for one of many services."""
    finds_a_booking(watch, town)
    finds_one_of_many(watch, town)


def finds_a_booking(watch: Watch, town: Town) -> None:
    """See what is booked in the days to come, and look for somebody."""
    page = watch.page
    page.goto(f"{town.app}/o/default/waitlist/bookings")
    booked = page.get_by_role("listitem").filter(has_text="Haircut")
    expect(booked).to_contain_text(NAMES[1])
    watch.shoot("waitlist-bookings")
    watch.assert_accessible()
    page.get_by_role("searchbox", name="Name, number or email").fill("nobody")
    expect(page.get_by_text("No booking like this")).to_be_visible()
    page.get_by_role("searchbox", name="Name, number or email").fill(NAMES[1][:3])
    expect(booked).to_contain_text(NAMES[1])
    page.get_by_role("button", name="Next 30 days").click()
    expect(booked).to_contain_text(NAMES[1])


def finds_one_of_many(watch: Watch, town: Town) -> None:
    """Among many services and members of the staff, see some, more, and those that are looked for."""
    page = watch.page
    for number in range(60):
        town.story.system.api.post("/waitlist/services", {"name": f"Massage {number:03}", "minutes": 30})
        town.story.system.api.post("/waitlist/staff", {"name": f"Chair {number:03}"})
    page.goto(f"{town.app}/o/default/waitlist/setup")
    services, staff = page.get_by_role("region", name="Services"), page.get_by_role("region", name="Staff and hours")
    expect(services.get_by_role("listitem")).to_have_count(20)
    watch.shoot("waitlist-many")
    watch.assert_accessible()
    services.get_by_role("button", name="Show more").click()
    expect(services.get_by_role("listitem")).to_have_count(40)
    staff.get_by_role("searchbox", name="Find somebody of the staff").fill("059")
    expect(staff.get_by_role("listitem")).to_have_count(1)
    services.get_by_role("searchbox", name="Find a service").fill("massage 05")
    expect(services.get_by_role("listitem")).to_have_count(10)
    page.get_by_role("button", name="Add somebody of the staff").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox", name="Find a service").fill("059")
    dialog.get_by_label("Massage 059").check()
    dialog.get_by_role("searchbox", name="Find a service").fill("058")
    expect(dialog.get_by_label("Massage 058")).to_be_visible()
    expect(dialog.get_by_label("Massage 059")).to_be_checked()
    watch.shoot("waitlist-ticks-of-many")
    watch.assert_accessible()


@at_a_desk
def test_a_salon_is_set_up_by_hand_and_what_does_not_fit_is_told_at_its_field(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/second/waitlist", signed_in=owner)
    page = watch.page
    watch.expected += ["422"]
    page.get_by_role("link", name="Add the first service").click()
    adds_a_service(page)
    adds_somebody(watch)
    asking = page.get_by_role("region", name="How people are asked")
    asking.get_by_label("Minutes to answer").fill("15")
    asking.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Undo").last.click()
    expect(asking.get_by_label("Minutes to answer")).to_have_value("10")

    page.get_by_role("navigation", name="Waitlist").get_by_role("link", name="Today").click()
    page.get_by_role("button", name="The day after").click()
    page.get_by_role("button", name="New slots").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="From working hours").click()
    watch.shoot("waitlist-new-slots")
    dialog.get_by_role("button", name="Make the slots").click()
    slots = page.get_by_role("list", name="Slots of").get_by_role("listitem")
    expect(slots.first).to_contain_text("Massage · Noor")
    slots.first.get_by_role("button", name="Close").click()
    expect(slots.first).to_contain_text("Closed")
    page.get_by_role("button", name="Undo").last.click()
    expect(slots.first).to_contain_text("Free")
    slots.first.get_by_role("button", name="Close").click()
    slots.first.get_by_role("link", name="look at it").click()
    page.get_by_role("button", name="Open again").click()
    expect(page.get_by_role("region", name="What it is now")).to_contain_text("Free")
    watch.shoot("waitlist-opened-again")


def adds_a_service(page: Page) -> None:
    """Add a service whose price is refused at first, archive it and take that back."""
    services, dialog = page.get_by_role("region", name="Services"), page.get_by_role("dialog")
    services.get_by_role("button", name="Add a service").click()
    dialog.get_by_label("Name").fill("Massage")
    dialog.get_by_label("Minutes").fill("45")
    dialog.get_by_label("Price").fill("dear")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_label("Price")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Price").fill("49,50")
    dialog.get_by_role("button", name="Save").click()
    expect(services).to_contain_text("45 minutes")
    services.get_by_role("button", name="Archive Massage").click()
    page.get_by_role("button", name="Undo").click()
    expect(services.get_by_role("button", name="Change Massage")).to_be_visible()


def adds_somebody(watch: Watch) -> None:
    """Add somebody who works every day, after hours that end before they begin."""
    page = watch.page
    staff, dialog = page.get_by_role("region", name="Staff and hours"), page.get_by_role("dialog")
    staff.get_by_role("button", name="Add somebody of the staff").click()
    dialog.get_by_label("Name").fill("Noor")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        dialog.get_by_label(day, exact=True).check()
    dialog.get_by_label("Monday, from").fill("19:00")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("close before they open")
    watch.shoot("waitlist-staff-form")
    watch.assert_accessible()
    dialog.get_by_label("Monday, from").fill("10:00")
    dialog.get_by_role("button", name="Save").click()
    expect(staff).to_contain_text(re.compile(r"10:00.18:00"))
