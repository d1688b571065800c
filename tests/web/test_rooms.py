"""What somebody does in the rooms that exist, at a desk and on a phone."""

from collections.abc import Callable

from playwright.sync_api import expect

from web.house import CAMPAIGN, HOSTILE, PEOPLE, House
from web.watching import Watch


def test_a_campaign_shows_how_far_it_is_why_and_its_days(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/campaigns", signed_in=owner).page
    page.get_by_role("link", name=CAMPAIGN).click()
    expect(page.get_by_role("heading", name=CAMPAIGN, level=1)).to_be_visible()
    progress = page.get_by_role("region", name="Progress")
    expect(progress).to_contain_text(f"{PEOPLE}")
    expect(progress).to_contain_text("Not allowed")
    why = page.get_by_role("region", name="Who was not reached, and why")
    expect(why).to_contain_text("Staff closed this address.")
    plan = page.get_by_role("region", name="Plan by day")
    plan.get_by_text("Show as a table").click()
    expect(plan.get_by_role("row")).to_have_count(1 + PEOPLE // 50)


def test_a_pause_is_told_and_can_be_taken_back(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/campaigns/{house.campaign}", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("is paused: nothing more leaves.")).to_be_visible()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    watch.shoot("paused")
    watch.assert_accessible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_role_that_may_not_pause_sees_no_button(opened: Callable[..., Watch], house: House, analyst: str) -> None:
    page = opened(f"{house.app}/o/default/campaigns/{house.campaign}", signed_in=analyst).page
    expect(page.get_by_role("region", name="Progress")).to_contain_text(f"{PEOPLE}")
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)


def test_names_that_are_markup_are_text_and_nothing_of_them_runs(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/contacts?name=%3Cimg", signed_in=owner).page
    expect(page.get_by_role("row").filter(has_text=HOSTILE)).to_have_count(1)
    page.goto(f"{house.app}/o/default/campaigns?search=img")
    page.get_by_role("link", name=HOSTILE).click()
    expect(page.get_by_role("heading", name=HOSTILE, level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("<img")
    expect(page.get_by_role("option", name=HOSTILE)).to_be_visible()
    assert page.locator("img").count() == 0


def test_only_the_rows_in_view_are_drawn_and_more_come_as_one_scrolls(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/contacts", signed_in=owner).page
    expect(page.get_by_role("status").filter(has_text="loaded")).to_contain_text("200")
    assert page.get_by_role("row").count() < 60
    box = page.get_by_role("region", name="Contacts")
    count = page.get_by_role("status").filter(has_text="people")
    while "loaded" in count.inner_text():
        before = count.inner_text()
        box.evaluate("box => box.scrollTo(0, box.scrollHeight)")
        expect(count).not_to_have_text(before, timeout=15_000)
    assert int(count.inner_text().partition(" ")[0].replace(",", "")) >= PEOPLE
    assert page.get_by_role("row").count() < 60


def test_looking_for_a_name_stands_in_the_address(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/contacts", signed_in=owner).page
    page.get_by_label("Name, number, email or #tag").fill("love")
    expect(page.get_by_role("row").filter(has_text="Ada Lovelace")).to_be_visible()
    page.wait_for_url("**/contacts?name=love")
    page.get_by_label("Name, number, email or #tag").fill("nobodyhasthis")
    page.get_by_role("button", name="Show everybody").click()
    expect(page.get_by_role("row").filter(has_text="علي حسن")).to_be_visible()


def test_search_goes_anywhere_by_keyboard(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/campaigns", signed_in=owner)
    page = watch.page
    page.get_by_role("heading", name="Campaigns", level=1).wait_for()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("aut")
    expect(page.get_by_role("option", name=CAMPAIGN)).to_have_attribute("aria-selected", "true")
    watch.shoot("search")
    watch.assert_accessible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=CAMPAIGN, level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("acc")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_language_and_theme_are_chosen_and_kept(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/account", signed_in=owner).page
    page.get_by_text("Dark", exact=True).click()
    page.get_by_text("Français", exact=True).click()
    expect(page.get_by_role("heading", name="Votre compte")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Votre compte")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_another_organisation_shows_nothing_of_the_first(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/campaigns", signed_in=owner)
    page = watch.page
    expect(page.get_by_role("link", name=CAMPAIGN)).to_be_visible()
    page.get_by_role("button", name="Change organisation").click()
    page.get_by_role("menuitem", name="Second House").click()
    page.wait_for_url("**/o/second*")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns").click()
    expect(page.get_by_role("heading", name="No campaign yet")).to_be_visible()
    expect(page.get_by_role("menu")).to_have_count(0)
    watch.shoot("empty")
    watch.assert_accessible()
    assert CAMPAIGN not in page.content()


def test_without_a_live_connection_pages_ask_by_themselves(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened("about:blank", signed_in=owner)
    page = watch.page
    page.add_init_script("window.WebSocket = class { constructor() { setTimeout(() => this.onclose?.({ code: 1006 })) } close() {} }")
    page.goto(f"{house.app}/o/default/campaigns/{house.campaign}")
    pill = page.get_by_role("banner").locator("[role=status]")  # a phone has no room for it while nothing is lost
    expect(pill).to_have_text("Every few seconds")
    with page.expect_request("**/stats", timeout=15_000):
        pass
    watch.expected.append("ERR_")
    page.route("**/healthz", lambda route: route.abort())
    expect(page.get_by_text("Reconnecting…")).to_be_visible(timeout=15_000)
    page.unroute("**/healthz")
    expect(page.get_by_text("Reconnecting…")).to_have_count(0, timeout=15_000)


def test_somebody_without_a_mouse_gets_past_the_rooms(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/campaigns", signed_in=owner).page
    page.get_by_role("heading", name="Campaigns", level=1).wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
