"""The main stories in Firefox and WebKit: in, from the wizard to a phone, a person's page, an answer, another language.

Skipped, with the reason, where the machine has no such browser.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from support.databases import cloned
from web.browsers import OTHERS, NoBrowser, other_of
from web.hands import Hand, PlaywrightHand, webkit_hand
from web.screens import SIZES
from web.town import NAMES, Town, living_town

TEXT = 'Hello {{ first_name | default("there") }}, our open day is on Saturday. STOP pour ne plus recevoir de messages.'
PASSWORD = "three calm words here"


@pytest.fixture(scope="module")
def town(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with cloned(server_url, template) as url, living_town(url, tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture(scope="module", params=OTHERS)
def hand(player: Playwright, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    with ExitStack() as stack:
        try:
            hand = stack.enter_context(_hand_of(player, request.param, tmp_path_factory.mktemp("browser")))
        except NoBrowser as reason:
            pytest.skip(str(reason))
        yield hand


@contextmanager
def _hand_of(player: Playwright, engine: str, folder: Path) -> Generator[Hand]:
    if engine == "webkit" and not Path(player.webkit.executable_path).is_file():
        with webkit_hand(folder, SIZES["desktop"]) as hand:
            yield hand
        return
    width, height = SIZES["desktop"]
    with other_of(player, engine) as browser, browser.new_context(viewport={"width": width, "height": height}, locale="en-GB") as context:
        yield PlaywrightHand(context.new_page())


def signed_in(hand: Hand, town: Town, role: str) -> None:
    hand.go(town.signing_in(f"{role}-{time.monotonic_ns()}@example.com", role))
    hand.see("What goes on at")


def test_somebody_who_is_invited_chooses_a_password_signs_out_and_in_again(hand: Hand, town: Town) -> None:
    email = f"invited-{time.monotonic_ns()}@example.com"
    hand.go(town.command("users", "invite", email, "--name", "Invited", "--role", "marketer", "--organisation", "default"))
    hand.fill("Password", PASSWORD)
    hand.click("button", "Keep it and sign in")
    hand.see("What goes on at")
    hand.click("button", "Account of")
    hand.click("menuitem", "Sign out")
    hand.fill("Email", email)
    hand.fill("Password", PASSWORD)
    hand.press("Enter")
    hand.see("What goes on at")


def test_a_campaign_goes_from_the_wizard_to_a_phone_and_its_page_follows(hand: Hand, town: Town) -> None:
    name = f"Open day {time.monotonic_ns()}"
    signed_in(hand, town, "marketer")
    hand.go(f"{town.app}/o/default/campaigns/new")
    hand.fill("Name of the campaign", name)
    hand.click("radio", "SMS")
    hand.click("button", "Start the draft")
    hand.click("radio", "Guests of the open day")
    hand.see("people can be written to now")
    hand.click("button", "On to: Content")
    hand.click("button", "Write a text here")
    hand.fill("Text", TEXT)
    hand.click("button", "Use this text")
    hand.see("our open day is on Saturday")
    hand.click("button", "On to: Schedule")
    hand.fill("People a day at most", "250")
    hand.click("button", "On to: Review")
    hand.see("Who gets it first")
    hand.click("button", "Launch")
    hand.see("Progress")
    town.story.settle()
    hand.see("Delivered")
    assert any("our open day is on Saturday" in text for text in town.story.got(town.numbers[0]))


def test_a_person_is_found_and_all_about_them_is_on_their_page(hand: Hand, town: Town) -> None:
    signed_in(hand, town, "marketer")
    hand.go(f"{town.app}/o/default/contacts")
    hand.click("link", NAMES[0])
    hand.see("form:open day")
    hand.see(town.numbers[0][-4:])


def test_somebody_answers_stop_on_their_phone_and_it_shows_on_their_page(hand: Hand, town: Town) -> None:
    number = town.numbers[2]
    signed_in(hand, town, "owner")
    hand.go(f"{town.app}/o/default/simulator?open={number.replace('+', '%2B')}")
    hand.click("radio", "SMS")
    hand.fill(f"Write as {number}", "STOP")
    hand.press("Enter")
    hand.see("STOP")
    town.story.settle()
    contact = town.story.system.api.rows(f"/contacts?phone={number.replace('+', '%2B')}")[0]["id"]
    hand.go(f"{town.app}/o/default/contacts/{contact}")
    hand.see("STOP")


def test_the_app_speaks_french_when_it_is_asked_to(hand: Hand, town: Town) -> None:
    signed_in(hand, town, "analyst")
    hand.go(f"{town.app}/o/default/account")
    hand.click("radio", "Français")
    hand.see("Votre compte")
    hand.click("radio", "English")
    hand.see("Your account")


def test_menus_and_dialogs_are_worked_by_the_keyboard(hand: Hand, town: Town) -> None:
    signed_in(hand, town, "owner")
    hand.click("button", "Account of")
    hand.see("Sign out")
    hand.press("Escape")
    hand.miss("Sign out")
    hand.press("Enter")  # the button has the focus again
    hand.see("Sign out")
    hand.press("Escape")
    hand.press("Control", "k")
    hand.see("Pages")
    for letter in "templ":
        hand.press(letter)
    hand.see("Who wrote “templ”?")
    hand.press("Enter")
    hand.see("New template")
    hand.miss("Who wrote")
    hand.press("Control", "k")
    hand.see("Pages")
    hand.press("Escape")
    hand.miss("Pages")
