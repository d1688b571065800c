"""Nothing that somebody types into a draft is lost: not by another tab, not while the server is away, not with a session that ends."""

from collections.abc import Callable

from playwright.sync_api import Route, expect

from web.house import House
from web.test_campaigns import draft, signed_in
from web.watching import Watch

KEPT = "Everything is saved"


def goal(house: House, campaign: str) -> str:
    return f"{house.app}/o/default/campaigns/{campaign}/edit/goal"


def test_two_tabs_change_one_draft_and_neither_undoes_the_other(opened: Callable[..., Watch], house: House, owner: str) -> None:
    campaign = draft(house, "Written in two tabs", 1)
    first = opened(goal(house, campaign), signed_in=owner).page
    first.get_by_label("Name of the campaign").wait_for()
    second = opened(goal(house, campaign).replace("/goal", "/schedule"), signed_in=owner).page
    second.get_by_label("People a day at most").fill("77")
    expect(second.get_by_text(KEPT)).to_be_visible()
    first.get_by_label("Name of the campaign").fill("Written in one tab")
    expect(first.get_by_text(KEPT)).to_be_visible()
    kept = house.api.ask("GET", f"/marketing/campaigns/{campaign}").json()
    assert (kept["name"], kept["daily_send_limit"]) == ("Written in one tab", 77)


def test_what_the_server_could_not_take_is_still_there_after_another_page_and_goes_by_itself(
    opened: Callable[..., Watch], house: House, owner: str
) -> None:
    campaign = draft(house, "Written in a tunnel", 1)
    watch = opened(goal(house, campaign), signed_in=owner)
    watch.expected.append("Failed to load resource|ERR_FAILED")
    page = watch.page
    page.get_by_label("Name of the campaign").wait_for()
    page.route(f"**/marketing/campaigns/{campaign}", _lost)
    page.get_by_label("Name of the campaign").fill("Kept in the tunnel")
    expect(page.get_by_text("The server can't be reached")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns").click()
    page.get_by_role("heading", name="Campaigns", level=1).wait_for()
    page.go_back()
    expect(page.get_by_label("Name of the campaign")).to_have_value("Kept in the tunnel")
    page.unroute(f"**/marketing/campaigns/{campaign}")
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert house.api.ask("GET", f"/marketing/campaigns/{campaign}").json()["name"] == "Kept in the tunnel"


def test_a_session_that_ends_leads_to_the_door_and_back_with_what_was_typed(opened: Callable[..., Watch], house: House) -> None:
    campaign = draft(house, "Written over the end of a session", 1)
    watch = signed_in(opened, house, "leaves@example.com", "marketer")
    watch.expected.append("Failed to load resource|401")
    page = watch.page
    page.goto(goal(house, campaign))
    page.get_by_label("Name of the campaign").wait_for()
    page.context.clear_cookies()
    page.get_by_label("Name of the campaign").fill("Typed too late")
    page.wait_for_url("**/sign-in?*")
    page.goto(house.signing_in("leaves@example.com"))
    page.wait_for_url("**/app/o/*")
    page.goto(goal(house, campaign))
    expect(page.get_by_label("Name of the campaign")).to_have_value("Typed too late")
    expect(page.get_by_text(KEPT)).to_be_visible()


def _lost(route: Route) -> None:
    """Answer nothing to what changes, as a server does that is away."""
    if route.request.method == "PATCH":
        route.abort()
    else:
        route.continue_()
