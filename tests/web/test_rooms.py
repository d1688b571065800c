"""What somebody does in the rooms that exist, at a desk and on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from web.house import CAMPAIGN, HOSTILE, PEOPLE, House
from web.screens import at_a_desk, both_sizes
from web.watching import Watch


@both_sizes
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


def test_a_role_that_may_not_write_is_told_so_instead_of_a_form(opened: Callable[..., Watch], house: House, analyst: str) -> None:
    page = opened(f"{house.app}/o/default", signed_in=analyst).page
    expect(page.get_by_text("Nothing needs you now.")).to_be_visible()
    others = page.get_by_role("region", name="Amiss, and for others to mend")
    expect(others).to_contain_text("No worker runs")
    expect(others.get_by_role("link")).to_have_count(0)
    edited = f"campaigns/{house.campaign}/edit/schedule"
    for room in (
        "imports/new",
        "segments/new",
        "templates/new",
        "campaigns/new",
        edited,
        "settings/connections/new",
        "settings/notices/new",
        "settings/audit",
    ):
        page.goto(f"{house.app}/o/default/{room}")
        expect(page.get_by_role("heading", name="Your role does not allow this")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("textbox")).to_have_count(0)
    for room in ("templates/welcome_back", "settings/organisation"):
        page.goto(f"{house.app}/o/default/{room}")
        expect(page.get_by_text("Your role may look at this, not change it.")).to_be_visible()
        expect(page.get_by_role("main").locator("[type=submit]")).to_have_count(0)


def test_names_that_are_markup_are_text_and_nothing_of_them_runs(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/contacts?name=%3Cimg", signed_in=owner).page
    expect(page.get_by_role("row").filter(has_text=HOSTILE).first).to_be_visible()
    page.goto(f"{house.app}/o/default/campaigns?search=img")
    page.get_by_role("link", name=HOSTILE).click()
    expect(page.get_by_role("heading", name=HOSTILE, level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("<img")
    expect(page.get_by_role("option", name=HOSTILE).first).to_be_visible()
    assert page.locator("img[onerror]").count() == 0


@at_a_desk
def test_only_the_rows_in_view_are_drawn_and_more_come_as_one_scrolls(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/contacts", signed_in=owner).page
    count = page.get_by_role("status").filter(has_text="people")
    expect(count).to_contain_text(re.compile(r"^[\d,]+ people"))
    everybody = int(count.inner_text().partition(" ")[0].replace(",", ""))
    assert everybody >= PEOPLE
    assert page.get_by_role("row").count() < 60
    box = page.get_by_role("region", name="Contacts")
    expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", str(everybody + 1))
    last = 0
    while last < everybody + 1:
        box.evaluate("box => box.scrollTo(0, box.scrollHeight)")
        expect(box.get_by_role("row").last).not_to_have_attribute("aria-rowindex", str(last), timeout=15_000)
        last = int(box.get_by_role("row").last.get_attribute("aria-rowindex") or 0)
    assert page.get_by_role("row").count() < 60


def test_looking_for_a_name_stands_in_the_address(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/contacts", signed_in=owner).page
    page.get_by_label("Name, number, email or #tag").fill("love")
    expect(page.get_by_role("row").filter(has_text="Ada Lovelace")).to_be_visible()
    page.wait_for_url("**/contacts?name=love")
    page.get_by_label("Name, number, email or #tag").fill("nobodyhasthis")
    page.get_by_role("button", name="Show everybody").click()
    expect(page.get_by_role("row").filter(has_text="علي حسن")).to_be_visible()


@at_a_desk
def test_the_list_is_narrowed_by_stage_country_and_tag_and_can_be_shared(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    tag = f"choir {size}"
    for name, country, stage in (("Aline Narrow", "BE", "alumna"), ("Beate Narrow", "DE", "alumna"), ("Aline Wide", "BE", "lead")):
        first, last = name.split()
        told = {"first_name": first, "last_name": f"{last} {size}", "country": country, "lifecycle": stage, "tags": [tag]}
        assert house.api.ask("POST", "/contacts", told).status == 201
    watch = opened(f"{house.app}/o/default/contacts", signed_in=owner)
    page = watch.page
    looking = page.get_by_label("Name, number, email or #tag")
    looking.fill(f"#{tag}")
    expect(page.get_by_role("row")).to_have_count(4)
    looking.press("Enter")
    expect(looking).to_have_value("")
    looking.fill(f"narrow {size}")
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_label("Stage").select_option("alumna")
    page.get_by_label("Country").select_option(label="Belgium")
    row = page.get_by_role("row").filter(has_text=f"Aline Narrow {size}")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(row).to_be_visible()
    watch.calm()
    watch.shoot("narrowed")
    watch.assert_accessible()
    shared = opened(page.url, signed_in=owner, locale="fr-FR", scheme="dark")
    narrowed = shared.page.get_by_role("list", name="Limité à")
    expect(narrowed.get_by_role("button")).to_have_text([f"Étiquette : {tag}", "Étape : alumna", "Pays : Belgique", "Tout effacer"])
    expect(shared.page.get_by_role("row").filter(has_text=f"Aline Narrow {size}")).to_be_visible()
    shared.calm()
    shared.shoot("narrowed-fr-dark")
    shared.assert_accessible()
    page.get_by_role("button", name="Leave out: Country: Belgium").click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("button", name="Clear all").click()
    expect(looking).to_have_value("")
    expect(page.get_by_label("Country")).to_have_value("")
    page.wait_for_url("**/contacts")


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


def test_search_finds_people_segments_and_settings_and_knows_where_one_was(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    assert house.api.ask("POST", "/segments", {"name": f"Élèves de poterie {size}"}).status == 201
    watch = opened(f"{house.app}/o/default", signed_in=owner, locale="fr-FR")
    page = watch.page
    page.get_by_role("button", name="Rechercher").click()
    looking = page.get_by_role("combobox")
    looking.fill("love")
    people = page.get_by_role("group", name="Personnes")
    expect(people.get_by_role("option")).to_contain_text("Ada Lovelace")
    looking.fill(f"eleves de poterie {size}")
    expect(page.get_by_role("group", name="Segments et listes").get_by_role("option")).to_contain_text(f"Élèves de poterie {size}")
    looking.fill("cles")
    expect(page.get_by_role("group", name="Réglages").get_by_role("option", name="Clés d\u2019API")).to_be_visible()
    looking.fill("nobody is called this")
    expect(page.get_by_text("On trouve une personne par le début")).to_be_visible()
    looking.fill("lovelace")
    people.get_by_role("option").click()
    expect(page.get_by_role("heading", name="Ada Lovelace", level=1)).to_be_visible()
    page.get_by_role("button", name="Rechercher").click()
    expect(page.get_by_role("group", name="Où vous étiez").get_by_role("option")).to_contain_text("Ada Lovelace")
    watch.shoot("search-recent")
    watch.assert_accessible()


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


@at_a_desk
def test_somebody_without_a_mouse_gets_past_the_rooms(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/campaigns", signed_in=owner).page
    page.get_by_role("heading", name="Campaigns", level=1).wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@at_a_desk
def test_whoever_goes_to_another_page_goes_on_in_it_and_not_at_the_top_of_the_window(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/campaigns", signed_in=owner).page
    page.get_by_role("link", name="New campaign").click()
    expect(page.get_by_role("heading", name="New campaign", level=1)).to_be_visible()
    page.wait_for_function("document.activeElement.matches('main, main *')")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Segments").press("Enter")
    expect(page.get_by_role("heading", name="Segments and lists", level=1)).to_be_visible()
    page.wait_for_function("document.activeElement.matches('main, h1')")
