"""What only a person can decide: words that may be an opt-out, and messages that nobody can confirm."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from support.databases import cloned
from web.furnishing_decisions import CAMPAIGNS, SAID, undecided_house
from web.house import House
from web.screens import at_a_desk
from web.watching import Watch


@pytest.fixture(scope="module")
def undecided(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with cloned(server_url, template) as url, undecided_house(url, tmp_path_factory.mktemp("undecided")) as house:
        house.invited("owner@example.com", "owner")
        house.invited("analyst@example.com", "analyst")
        yield house


def entered(opened: Callable[..., Watch], house: House, email: str = "owner@example.com", **looks: str) -> Watch:
    """Sign somebody in and wait for Home."""
    watch = opened(house.signing_in(email), **looks)
    watch.page.wait_for_url("**/app/o/*")
    return watch


def test_a_role_that_may_not_decide_reads_in_its_language(opened: Callable[..., Watch], undecided: House) -> None:
    watch = entered(opened, undecided, "analyst@example.com", locale="fr-FR", scheme="dark")
    page = watch.page
    page.goto(f"{undecided.app}/o/default/decisions")
    page.get_by_role("heading", name="Décisions").wait_for()
    watch.calm()
    expect(page.get_by_role("button", name="On continue")).to_have_count(0)
    expect(page.get_by_text("Votre rôle permet de lire ceci").first).to_be_visible()
    watch.shoot("unclear-fr")
    watch.assert_accessible()
    page.get_by_role("button", name="Messages non confirmés").click()
    page.get_by_role("region", name="Winter").wait_for()
    watch.shoot("unconfirmed-fr")
    watch.assert_accessible()


def test_what_may_be_an_opt_out_is_read_and_decided_both_ways(opened: Callable[..., Watch], undecided: House, size: str) -> None:
    leaves, goes_on = (SAID[1], SAID[0]) if size == "desktop" else (SAID[2], SAID[3])
    watch = entered(opened, undecided)
    page = watch.page
    page.get_by_role("listitem").filter(has_text="may be").get_by_role("link", name="Have a look").click()
    card = page.get_by_role("listitem").filter(has_text=leaves)
    expect(card).to_contain_text("Held because it ")
    watch.shoot("unclear")
    watch.assert_accessible()
    card.get_by_role("button", name="They want to be left alone").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You can't take this back")
    watch.shoot("unclear-opt-out")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Leave them alone").click()
    expect(card).to_have_count(0)
    page.wait_for_function("document.activeElement.closest('li, h1') !== null")  # the card that took its place, or the heading
    page.get_by_role("listitem").filter(has_text=goes_on).get_by_role("button", name="They go on").click()
    expect(dialog.get_by_role("button", name="Let them go on")).to_be_disabled()
    dialog.get_by_label("What did they mean?").fill("They were joking.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text=goes_on)).to_have_count(0)
    page.get_by_text("Decided", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text=goes_on)).to_contain_text("Goes on")
    expect(page.get_by_role("listitem").filter(has_text=goes_on)).to_contain_text("decided by you")
    expect(page.get_by_role("listitem").filter(has_text=leaves)).to_contain_text("Left alone")
    watch.shoot("unclear-decided")
    watch.assert_accessible()


@at_a_desk
def test_unconfirmed_messages_are_settled_one_by_one_and_then_all(opened: Callable[..., Watch], undecided: House, size: str) -> None:
    watch = entered(opened, undecided)
    page = watch.page
    page.goto(f"{undecided.app}/o/default/decisions/unconfirmed")
    campaign = page.get_by_role("region", name=next(name for name in CAMPAIGNS if size in name))
    rows = campaign.get_by_role("listitem").filter(has=page.get_by_role("button"))
    campaign.get_by_text("What was tried").first.click()
    watch.calm()
    watch.shoot("unconfirmed")
    watch.assert_accessible()
    rows.first.get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("It arrived").check()
    dialog.get_by_label("How do you know, or why?").fill("They answered us.")
    watch.shoot("settle-one")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("1 message counts as sent.")).to_be_visible()
    expect(rows).to_have_count(1)
    campaign.get_by_role("button", name="Decide about all").click()
    expect(dialog).to_contain_text("This is about 1 message")
    dialog.get_by_label("It was not sent").check()
    dialog.get_by_label("How do you know, or why?").fill("The provider's log is empty.")
    watch.shoot("settle-all")
    dialog.get_by_role("button", name="Decide about all of them").click()
    expect(campaign).to_have_count(0)
