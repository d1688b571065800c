"""A day at the counter of a repair shop: a walk-in with a phone and nothing else, an estimate agreed to by a word, a picture."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from support.databases import cloned
from tidings.simulator.settings import SENDER_NUMBER
from web.furnishing_repairs import PIXEL
from web.house import House
from web.town import Town, living_town
from web.watching import Watch

PATIENCE_MS = 30_000
NUMBER = "+33612300077"


@pytest.fixture(scope="module")
def town(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with cloned(server_url, template) as url, living_town(url, tmp_path_factory.mktemp("town")) as town:
        yield town


def test_a_walk_in_is_taken_in_welcomed_asked_about_a_price_and_agrees_by_a_word(opened: Callable[..., Watch], town: Town) -> None:
    watch = opened(town.signing_in("counter@example.com", "owner"))
    page = watch.page
    page.wait_for_url("**/o/default**")
    page.goto(f"{town.app}/o/default/repairs")
    page.get_by_role("button", name="Set up the shop").click()
    page.get_by_role("link", name="New ticket").click()
    _at_the_counter(watch)
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", name="Ticket 1")).to_be_visible(timeout=PATIENCE_MS)
    town.story.settle()
    (welcome,) = town.story.got(NUMBER)
    assert "dossier 1" in welcome
    told = page.get_by_role("region", name="What the owner was told")
    expect(told.get_by_role("listitem").first).to_contain_text("Arrived", timeout=PATIENCE_MS)  # live: nobody touched the page
    page.get_by_role("button", name="Ask about a price").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Parts, before tax").fill("70")
    dialog.get_by_label("Labour, before tax").fill("40,50")
    expect(dialog.get_by_role("region", name="What the owner will be told")).to_contain_text("132,60", timeout=PATIENCE_MS)
    expect(dialog.get_by_role("region", name="What the owner will be told")).to_contain_text("1 segment")
    watch.shoot("repairs-estimate")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Send the estimate").click()
    expect(page.get_by_text("the owner was asked")).to_be_visible()
    town.story.settle()
    assert "132,60" in town.story.got(NUMBER)[-1]
    town.story.says(NUMBER, "OUI", SENDER_NUMBER)
    expect(page.get_by_role("region", name="Price")).to_contain_text("132.60 agreed", timeout=PATIENCE_MS)
    page.get_by_role("button", name="To: Ready").click()
    expect(dialog.get_by_role("region", name="What the owner will be told")).to_contain_text("at once", timeout=PATIENCE_MS)
    dialog.get_by_role("button", name="Change the status").click()
    expect(page.get_by_role("region", name="History").get_by_role("listitem").first).to_contain_text("Ready")
    watch.shoot("repairs-ticket")
    watch.assert_accessible()
    page.goto(f"{town.app}/o/default/repairs?search=06 12 30 00 77")
    expect(page.get_by_role("listitem").filter(has_text="Ready")).to_have_count(1)
    page.go_back()
    _register_by_their_phone(watch)
    _give_an_email(watch, town, welcome)


def _at_the_counter(watch: Watch) -> None:
    """Write down who brings it; without an agreement it is said beforehand that nothing will be told."""
    page = watch.page
    page.get_by_label("Phone", exact=True).fill("06 12 30 00 77")
    expect(page.get_by_text("they hear nothing, not even the welcome")).to_be_visible()
    page.get_by_label("SMS").check()
    expect(page.get_by_text("they hear nothing, not even the welcome")).to_have_count(0)
    watch.shoot("repairs-new")


def _register_by_their_phone(watch: Watch) -> None:
    """The ticket leads to its owner's simulated phone, and the link on it to where they register."""
    page = watch.page
    page.get_by_role("link", name="Open their simulated phone").click()
    phone = page.get_by_role("article", name=f"Phone {NUMBER}")
    phone.get_by_text("SMS", exact=True).click()
    expect(phone.get_by_role("listitem").first).to_contain_text("dossier 1", timeout=PATIENCE_MS)
    expect(page.get_by_role("region", name="Phones").get_by_role("button").filter(has_text=NUMBER)).to_be_visible()
    watch.shoot("repairs-their-phone")
    watch.assert_accessible()
    with page.expect_popup() as opened:
        phone.get_by_role("link").first.click()
    expect(opened.value.locator("button.first")).to_be_visible()
    opened.value.close()


def _give_an_email(watch: Watch, town: Town, welcome: str) -> None:
    """The owner gives an email by the link of the welcome; it waits, and staff to whom they showed it declare it theirs."""
    page = watch.page
    link = re.search(r"/r/[\w-]+", welcome)
    assert link
    page.goto(f"{town.story.system.api.base}{link[0]}?lang=en")
    page.get_by_label("Your email, if you like").fill("jo.martin@example.com")
    watch.shoot("repairs-owner")
    watch.assert_accessible()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_text("counts once the shop has checked it")).to_be_visible()
    watch.shoot("repairs-owner-told")
    watch.assert_accessible()
    (owner,) = town.story.system.api.get(f"/contacts?phone={quote(NUMBER)}")["items"]
    page.goto(f"{town.app}/o/default/contacts/{owner['id']}")
    waiting = page.get_by_role("region", name="An email not verified yet")
    expect(waiting).to_contain_text("jo.martin@example.com", timeout=PATIENCE_MS)
    watch.shoot("person-unverified")
    watch.assert_accessible()
    waiting.get_by_role("button", name="Declare it theirs").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("They showed it to me here").check()
    dialog.get_by_role("button", name="Declare it theirs").click()
    expect(page.get_by_text("The email is theirs now.")).to_be_visible()
    expect(waiting).to_have_count(0)
    expect(page.get_by_role("listitem").filter(has_text="jo.martin@example.com").first).to_be_visible()
    _bring_another(watch)


def _bring_another(watch: Watch) -> None:
    """Their page shows what they brought and takes in another; the counter knows who has a number, and whom it takes a device in for."""
    page = watch.page
    page.get_by_text("Repairs", exact=True).last.click()
    theirs = page.get_by_role("region", name="Their devices")
    expect(theirs.get_by_role("link", name="1 · ")).to_be_visible()
    watch.shoot("person-repairs")
    watch.assert_accessible()
    theirs.get_by_role("link", name="New ticket for them").click()
    page.get_by_role("button", name="Somebody else").click()
    page.get_by_label("Phone", exact=True).fill(NUMBER)
    page.get_by_role("button", name="It is").click()
    expect(page.get_by_label("Phone", exact=True)).to_have_count(0)
    page.get_by_label("Brand").fill("Nokia")
    watch.shoot("repairs-for-them")
    watch.assert_accessible()
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("heading", name="Ticket 2")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("region", name="Device and owner").get_by_role("link").first.click()
    page.get_by_text("Repairs", exact=True).last.click()
    expect(theirs.get_by_role("listitem")).to_have_count(2)


def test_a_ticket_is_found_pictured_and_changed_and_the_shops_texts_tell_what_they_cost(
    opened: Callable[..., Watch], house: House, owner: str
) -> None:
    watch = opened(f"{house.app}/o/default/repairs", signed_in=owner)
    page = watch.page
    page.get_by_label("Number, phone or name").fill("mart")
    page.wait_for_url(re.compile("search="))
    expect(page.get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Board").click()
    expect(page.get_by_role("region", name="Waiting for approval").get_by_role("link")).to_contain_text("iPhone 13")
    watch.shoot("repairs-board")
    page.get_by_role("link", name="iPhone 13").click()
    page.get_by_label("Add pictures").set_input_files({"name": "broken.png", "mimeType": "image/png", "buffer": PIXEL})
    picture = page.get_by_role("img", name="Picture of")
    expect(picture).to_be_visible()
    page.get_by_role("button", name="Delete the picture").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(picture).to_have_count(0)
    page.get_by_role("button", name="They agree").click()
    expect(page.get_by_role("region", name="Price")).to_contain_text("132.00 agreed")
    page.goto(f"{house.app}/o/default/repairs/shop")
    costs = page.get_by_role("region", name="What the texts cost")
    expect(costs.get_by_text("in use").first).to_be_visible()
    costs.get_by_label("Version").select_option("true")
    expect(costs.get_by_text("UCS-2").first).to_be_visible()
    page.get_by_label("Month\N{RIGHT SINGLE QUOTATION MARK}s budget").fill("12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The shop is changed.")).to_be_visible()
    page.goto(f"{house.app}/o/default/repairs/figures")
    expect(page.get_by_role("region", name="Month\N{RIGHT SINGLE QUOTATION MARK}s budget")).to_contain_text("€12.00")
    watch.shoot("repairs-figures")
