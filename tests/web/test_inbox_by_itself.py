"""What the inbox does by itself, set up in a browser: answers are written, tried and switched on; hours, words and the survey are set."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from web.house import House
from web.screens import at_a_desk, both_sizes
from web.watching import Watch


@both_sizes
@pytest.mark.usefixtures("size")
def test_a_message_is_tried_and_its_decision_explained(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/second/settings/automatic", signed_in=owner)
    page = watch.page
    expect(page.get_by_role("heading", name="There is no automatic answer yet")).to_be_visible()
    watch.shoot("automatic-none")
    page.goto(f"{house.app}/o/default/settings/automatic")
    tried = page.get_by_role("region", name="Try it out")
    tried.get_by_label("A message").fill("hello, at what time do you open?")
    tried.get_by_role("button", name="Try it").click()
    expect(tried).to_contain_text(re.compile(r"“Opening hours” fits: \d+"))
    expect(tried).to_contain_text("What an agent sees:")
    watch.shoot("automatic-tried")
    watch.assert_accessible()
    tried.get_by_label("A message").fill("I smell a gas leak")
    tried.get_by_role("button", name="Try it").click()
    expect(tried).to_contain_text("“gas leak” calls for a person: Urgent")
    tried.get_by_label("A message").fill("my dog is ill")
    tried.get_by_role("button", name="Try it").click()
    expect(tried).to_contain_text("No question fits.")


@at_a_desk
@pytest.mark.usefixtures("size")
def test_an_automatic_answer_is_written_changed_and_brought_back(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/automatic", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("Automatic answers are on", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Switch on")).to_be_visible()
    page.get_by_role("link", name="New automatic answer").click()
    page.get_by_label("Name", exact=True).fill("The way to us")
    page.get_by_label("Ways of asking, English").fill("Where are you?\nHow do I get to you?")
    page.get_by_label("Keywords").fill("STOP")
    page.get_by_label("Answer, French").fill("Bonjour {{ first_name }}, tram 2, arrêt Marché.")
    phone = page.get_by_role("complementary", name="On their phone")
    expect(phone).to_contain_text("Bonjour Zoé, tram 2")
    expect(phone).to_contain_text("1 segment")
    watch.shoot("automatic-new")
    watch.assert_accessible()
    watch.expected += ["422"]  # a word that everybody means otherwise is refused, at its field
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_text("Choose another word.")).to_be_visible()
    page.get_by_label("Keywords").fill("WAY")
    page.get_by_role("button", name="Keep the answer").click()
    expect(page.get_by_role("heading", name="The way to us", level=1)).to_be_visible()
    page.get_by_label("Answer, French").fill("Tram 3, arrêt Gare.")
    page.get_by_role("link", name="Automatic answers").first.click()
    page.get_by_role("button", name="Go on typing").click()
    page.get_by_role("button", name="Save").click()
    versions = page.get_by_role("region", name="Versions")
    expect(versions.get_by_role("listitem").first).to_contain_text("Tram 3")
    page.get_by_role("button", name="Bring back version 1").click()
    expect(page.get_by_label("Answer, French")).to_have_value(re.compile("tram 2"))
    expect(versions.get_by_role("listitem").first).to_contain_text("Version 3")
    watch.shoot("automatic-versions")
    page.get_by_role("link", name="Automatic answers").first.click()
    page.get_by_role("button", name="Put away: The way to us").click()
    page.get_by_text("The way to us is put away.").locator("..").get_by_role("button", name="Undo").click()  # the version can be undone beside it
    expect(page.get_by_role("link", name="The way to us")).to_be_visible()


@at_a_desk
@pytest.mark.usefixtures("size")
def test_hours_words_and_the_survey_are_set(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/inbox", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="Add a second time: Monday").click()
    page.get_by_label("Monday until").first.fill("12:00")
    page.get_by_label("A day off").fill("2027-01-01")
    page.get_by_role("button", name="Add the day").click()
    page.get_by_role("textbox", name="Urgent").fill("gas leak\nwater damage")
    survey = page.get_by_role("region", name="Survey")
    survey.get_by_role("textbox", name="The question").fill("{{ business }}: a number from 1 to 5, please?")
    expect(survey.get_by_role("region", name="On a phone: The question")).to_contain_text("a number from 1 to 5, please?")
    page.get_by_label("Suggested from").fill("90")
    expect(page.get_by_text("Not above the score from which it is answered.")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_label("Suggested from").fill("40")
    watch.shoot("inbox-settings-typed")
    watch.assert_accessible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. It holds for messages from now on.")).to_be_visible()
    kept = house.api.ask("GET", "/inbox/automation").json()
    assert (kept["words"]["high"], kept["likely"], kept["days_off"]) == (["gas leak", "water damage"], 0.4, ["2026-12-25", "2027-01-01"])
    assert [(each["opens"], each["closes"]) for each in kept["hours"] if each["weekday"] == 1] == [("09:00", "12:00"), ("14:00", "18:30")]
    assert kept["texts"] == {"survey": {"en": "{{ business }}: a number from 1 to 5, please?"}}
    page.reload()
    expect(page.get_by_role("textbox", name="Urgent")).to_have_value("gas leak\nwater damage")
