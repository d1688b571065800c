"""One person's page and what can be done on it, at a desk and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from web.furnishing_people import WORDING, furnish_people
from web.house import House
from web.screens import at_a_desk, both_sizes
from web.watching import Watch


@pytest.fixture(scope="module")
def ada(house: House) -> str:
    """The id of a person with something of everything."""
    return furnish_people(house.api)


@both_sizes
def test_one_person_is_told_whole(opened: Callable[..., Watch], house: House, owner: str, ada: str) -> None:
    house.api.ask("POST", f"/contacts/{ada}/devices", {"token": "fKc2Qm7ZR0eWb1:APA91bTheirOnlyDevice"})
    watch = opened(f"{house.app}/o/default/contacts/{ada}", signed_in=owner)
    page = watch.page
    expect(page.get_by_role("heading", name="Ada Lovelace Byron", level=1)).to_be_visible()
    now = page.get_by_role("region", name="What they may get now")
    expect(now.get_by_role("listitem").filter(has_text="SMS · Marketing")).to_contain_text("Allowed")
    closed = now.get_by_role("listitem").filter(has_text="WhatsApp · Marketing")
    expect(closed).to_contain_text("Not allowed")
    expect(closed).to_contain_text("Staff closed this address.")
    device = page.get_by_role("region", name="Devices with the app").get_by_role("listitem")
    expect(device).to_contain_text("Notifications go here first.")
    watch.shoot("person-with-a-device")
    device.get_by_role("button", name="Forget").click()
    page.get_by_role("dialog").get_by_role("button", name="Forget").click()
    expect(device).to_have_count(0)
    expect(page.get_by_role("region", name="Segments")).to_contain_text("Advanced")
    expect(page.get_by_role("region", name="Courses")).to_contain_text("painting")
    expect(page.get_by_role("region", name="Who they are")).to_contain_text("Europe/Paris (by the country)")
    line = page.get_by_role("region", name="Timeline").get_by_role("listitem")
    expect(line.filter(has_text="course viewed")).to_contain_text("course: Painting")
    page.get_by_role("button", name="Messages", exact=True).click()
    line.get_by_role("button", name="What happened to it").first.click()
    expect(line.first.get_by_role("listitem").first).to_be_visible()
    watch.calm()
    watch.shoot("person")
    watch.assert_accessible()
    page.get_by_role("button", name="Consents", exact=True).first.click()
    said = page.get_by_role("region", name="What they said").get_by_role("listitem")
    counter = said.filter(has_text="counter, form 118")
    expect(counter).to_contain_text(WORDING)
    counter.get_by_text("Proof").click()
    expect(counter).to_contain_text("192.0.2.10")
    watch.shoot("consents")
    watch.assert_accessible()


@at_a_desk
def test_what_was_said_at_the_counter_is_recorded_with_its_words_and_proof(opened: Callable[..., Watch], house: House, owner: str) -> None:
    made: Any = house.api.ask("POST", "/contacts", {"first_name": "Counter", "phones": [{"number": "+33612009911"}]}).json()
    watch = opened(f"{house.app}/o/default/contacts/{made['id']}?view=consents", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Record what they said").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Where they said it").fill("Open day")
    dialog.get_by_label("The words that they were shown").fill("News by SMS, twice a month")
    dialog.get_by_label("Number of the form").fill("118")
    watch.shoot("record-consent")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Recorded: they agreed.")).to_be_visible()
    said = page.get_by_role("region", name="What they said")
    expect(said).to_contain_text("Open day")
    expect(said).to_contain_text("News by SMS, twice a month")
    expect(said).to_contain_text("118")
    watch.shoot("recorded-consent")
    watch.assert_accessible()


def test_a_persons_page_stands_in_french_and_in_the_dark(opened: Callable[..., Watch], house: House, owner: str, ada: str) -> None:
    watch = opened(f"{house.app}/o/default/contacts/{ada}?view=consents", signed_in=owner, locale="fr-FR", scheme="dark")
    expect(watch.page.get_by_role("region", name="peut recevoir maintenant")).to_contain_text("Pas permis")
    expect(watch.page.get_by_role("region", name="elle a dit")).to_contain_text(WORDING)
    watch.calm()
    watch.shoot("person-fr-dark")
    watch.assert_accessible()


def test_a_person_is_changed_merged_and_taken_apart_and_erased_by_name(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    made = [house.api.ask("POST", "/contacts", {"first_name": name, "last_name": f"Of {size}"}).json()["id"] for name in ("Grace", "Gracie")]
    watch = opened(f"{house.app}/o/default/contacts/{made[0]}", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Phone", exact=True).fill("12")
    watch.expected.append("422")
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog.get_by_label("Phone", exact=True)).to_have_attribute("aria-invalid", "true")
    watch.shoot("edit")
    watch.assert_accessible()
    dialog.get_by_label("Phone", exact=True).fill("")
    dialog.get_by_label("First name").fill("Amazing Grace")
    page.keyboard.press("Escape")
    dialog.get_by_role("button", name="Go on typing").click()
    dialog.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", name=f"Amazing Grace Of {size}", level=1)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name=f"Grace Of {size}", level=1, exact=True)).to_be_visible()
    page.get_by_role("button", name="More", exact=True).last.click()
    page.get_by_role("menuitem", name="Merge another contact").click()
    dialog.get_by_label("Find the other contact").fill("gracie")
    dialog.get_by_role("radio", name=f"Gracie Of {size}").check()
    watch.shoot("merge")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Merge").click()
    merges = page.get_by_role("region", name="Merges")
    merges.get_by_role("button", name="Take apart").click()
    expect(merges).to_contain_text("Taken apart on")
    page.get_by_role("button", name="More", exact=True).last.click()
    page.get_by_role("menuitem", name="Erase this person").click()
    final = dialog.get_by_role("button", name="Erase for good")
    expect(final).to_be_disabled()
    dialog.get_by_role("textbox").fill(f"Grace Of {size}")
    watch.shoot("erase")
    watch.expected.append("404.*")  # the live connection may tell that they are gone before the answer to the erasure does
    watch.assert_accessible()
    final.click()
    expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()
    assert house.api.ask("GET", f"/contacts/{made[0]}").status == 404


@at_a_desk
def test_many_are_tagged_and_closed_with_a_way_back_and_one_is_added(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    number = {"desktop": "+33612910001", "phone": "+33612920001"}[size]
    watch = opened(f"{house.app}/o/default/contacts", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Add a contact").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("First name").fill(f"Bulky {size}")
    dialog.get_by_label("Phone", exact=True).fill(number)
    dialog.get_by_role("button", name="Add a contact").click()
    expect(page.get_by_role("heading", name=f"Bulky {size}", level=1)).to_be_visible()
    page.get_by_role("link", name="All contacts").click()
    page.get_by_label("Name, number, email or #tag").fill(number)
    page.get_by_role("checkbox", name=f"Tick Bulky {size}").check()
    watch.shoot("bulk")
    watch.assert_accessible()
    page.get_by_role("button", name="Tag", exact=True).click()
    dialog.get_by_label("Tags").fill("fair")
    dialog.get_by_role("button", name="Tag 1 contact").click()
    row = page.get_by_role("row").filter(has_text=f"Bulky {size}")
    expect(row).to_contain_text("fair")
    page.get_by_role("button", name="Undo").click()
    expect(row).not_to_contain_text("fair")
    page.get_by_role("button", name="Close their phones").click()
    dialog.get_by_role("button", name="Close", exact=True).last.click()
    expect(page.get_by_text("1 address is closed.")).to_be_visible()
    closed = f"/suppressions?phone={number.replace('+', '%2B')}"
    assert [each["reason"] for each in house.api.ask("GET", closed).json()["items"]] == ["manual"]
    with page.expect_response("**/suppressions/lift"):
        page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert house.api.ask("GET", closed).json()["items"] == []
