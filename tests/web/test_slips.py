"""Small slips of people and browsers: half an address, a field left wrong, a copy that is refused. The app says what is so."""

from collections.abc import Callable

from playwright.sync_api import expect

from web.house import House
from web.test_campaigns import draft
from web.watching import Watch

HALF = ("contacts/01a1d4d2", "campaigns/01a1", "imports/x", "segments/x")


def test_half_an_address_leads_to_nothing_and_not_to_an_error(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened("about:blank", signed_in=owner, locale="fr-FR")
    watch.expected.append("422")
    for each in HALF:
        watch.page.goto(f"{house.app}/o/default/{each}")
        expect(watch.page.get_by_role("heading", name="rien ici")).to_be_visible()


def test_a_field_left_wrong_says_what_is_kept_instead(opened: Callable[..., Watch], house: House, owner: str) -> None:
    at = f"{house.app}/o/default/campaigns/{draft(house, 'Left wrong', 1)}/edit"
    watch = opened(f"{at}/goal", signed_in=owner)
    page, main = watch.page, watch.page.locator("#main")
    page.get_by_label("Name of the campaign").fill("")
    expect(main).to_contain_text("A campaign needs a name. Until then it stays “Left wrong”.")
    page.goto(f"{at}/schedule")
    page.get_by_label("People a day at most").fill("0")
    expect(main).to_contain_text("Give a whole number from 1 to 10,000,000. Until then it stays ")
    for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"):
        page.get_by_role("checkbox", name=day).click()
    expect(page.get_by_role("checkbox", name="Sun")).to_be_disabled()
    expect(main).to_contain_text("Everything is saved")
    watch.assert_accessible()


def test_who_goes_back_after_starting_a_draft_does_not_start_another(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/campaigns", signed_in=owner).page
    page.get_by_role("link", name="New campaign").first.click()
    page.get_by_label("Name of the campaign").fill("Begun once")
    page.get_by_role("button", name="Start the draft").click()
    page.get_by_role("group", name="Audience").wait_for()
    page.go_back()
    expect(page.get_by_role("heading", name="Campaigns", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Begun once")).to_have_count(1)


def test_a_copy_that_the_browser_refuses_is_told(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/waitlist/people", signed_in=owner)
    watch.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('refused', 'NotAllowedError')); }")
    watch.page.get_by_role("button", name="Copy").first.click()
    expect(watch.page.get_by_text("Select the text and copy it yourself.")).to_be_visible()
    watch.shoot("copy-refused")
