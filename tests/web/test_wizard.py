"""A marketer starts a campaign in the wizard, at a desk and on a phone, and it arrives."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from support.databases import cloned
from web.town import NAMES, Town, living_town
from web.watching import Watch

TEXT = 'Hello {{ first_name | default("there") }}, our open day is on Saturday. STOP pour ne plus recevoir de messages.'


@pytest.fixture(scope="module")
def town(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with cloned(server_url, template) as url, living_town(url, tmp_path_factory.mktemp("town")) as town:
        yield town


def on(page: Page, step: str) -> None:
    page.get_by_role("button", name=f"On to: {step}").click()
    page.get_by_role("group", name=step).wait_for()


def test_a_marketer_walks_from_the_goal_to_a_message_on_a_phone(opened: Callable[..., Watch], town: Town, size: str) -> None:
    watch = opened(town.signing_in(f"marketer-{size}@example.com", "marketer"))
    page = watch.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns").click()
    page.get_by_role("link", name="New campaign").first.click()
    page.get_by_label("Name of the campaign").fill(f"Open day {size}")
    page.get_by_role("radio", name="SMS").check()
    watch.shoot("wizard-goal")
    watch.assert_accessible()
    page.get_by_role("button", name="Start the draft").click()
    _audience(watch)
    on(page, "Content")
    _content(watch, town)
    on(page, "Schedule")
    _schedule(watch)
    on(page, "Review")
    _review(watch)
    page.get_by_role("button", name="Launch").click()
    expect(page.get_by_role("heading", name=f"Open day {size}", level=1)).to_be_visible()
    town.story.settle()
    expect(page.get_by_role("region", name="Progress")).to_contain_text("Delivered", timeout=20_000)
    assert any("our open day is on Saturday" in text for text in town.story.got(town.numbers[0]))


def _audience(watch: Watch) -> None:
    page = watch.page
    page.get_by_role("radio", name="Guests of the open day").check()
    reach = page.get_by_role("region", name="How far it reaches")
    expect(reach).to_contain_text("3 of 5 people can be written to now")
    reach.get_by_text("There is no consent").click()
    expect(reach).to_contain_text(NAMES[-1])
    expect(page.get_by_text("Everything is saved")).to_be_visible()
    watch.shoot("wizard-audience")
    watch.assert_accessible()


def _content(watch: Watch, town: Town) -> None:
    page = watch.page
    page.get_by_role("button", name="Write a text here").click()
    page.get_by_label("Text", exact=True).fill(TEXT)
    expect(page.get_by_text("1 segment", exact=False).first).to_be_visible()
    watch.shoot("wizard-writing")
    page.get_by_role("button", name="Use this text").click()
    expect(page.get_by_role("img", name="our open day")).to_contain_text("our open day is on Saturday")
    page.get_by_label("Your number").fill(town.numbers[0])
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_role("region", name="Try it on yourself")).to_contain_text("It was delivered.", timeout=20_000)
    watch.shoot("wizard-content")
    watch.assert_accessible()


def _schedule(watch: Watch) -> None:
    page = watch.page
    page.get_by_label("People a day at most").fill("2")
    forecast = page.get_by_role("region", name="How it would go")
    expect(forecast).to_contain_text("3 of 4")
    expect(forecast.get_by_role("cell").filter(has_text="2")).not_to_have_count(0)
    watch.calm()
    watch.shoot("wizard-schedule")
    watch.assert_accessible()
    page.get_by_label("People a day at most").fill("250")


def _review(watch: Watch) -> None:
    page = watch.page
    expect(page.get_by_text("Nothing is in the way.")).to_be_visible()
    expect(page.get_by_role("region", name="Who gets nothing, and why")).to_contain_text("1 person")
    watch.calm()
    watch.shoot("wizard-review")
    watch.assert_accessible()
