"""The inbox: somebody writes, agents see it and each other, answer in the window, note, put off, resolve; and how it is set up."""

import re
import struct
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from support.databases import cloned
from tidings.simulator.settings import PHONE_NUMBER_ID
from web.house import House
from web.screens import at_a_desk, both_sizes
from web.town import Town, living_town
from web.watching import Watch

META = f"meta:{PHONE_NUMBER_ID}"
_SLOW_MS = 30_000
ASKED = "Bonjour, à quelle heure ouvrez-vous ?"


def painted(width: int = 120, height: int = 80) -> bytes:
    """Return a picture in one colour."""
    row = b"\0" + b"\x0d\x5c\x58" * width
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(row * height)), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture(scope="module")
def town(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with cloned(server_url, template) as url, living_town(url, tmp_path_factory.mktemp("town")) as town:
        texts = {"en": "Hello {{ first_name }}, we open at nine.", "fr": "Bonjour {{ first_name }}, nous ouvrons à neuf heures."}
        town.story.system.api.post("/inbox/canned", {"shortcut": "hours", "title": "Opening hours", "texts": texts, "default_locale": "fr"})
        yield town


def entered(opened: Callable[..., Watch], town: Town, role: str) -> Watch:
    """Sign somebody in with a role."""
    watch = opened(town.signing_in(f"{role}-{time.monotonic_ns()}@example.com", role))
    watch.page.wait_for_url("**/o/default**")
    return watch


def wrote(town: Town, number: str) -> None:
    """Have somebody ask by WhatsApp, and send a picture and a place."""
    simulator = town.story.system.simulator
    town.story.says(number, ASKED, META)
    simulator.post(f"/_/people/{number}/attach", {"content": b64encode(painted()).decode(), "to": META, "name": "door.png", "caption": "Ici ?"})
    simulator.post(f"/_/people/{number}/locate", {"latitude": 48.8584, "longitude": 2.2945, "name": "Tour Eiffel", "to": META})
    town.story.settle()


def choose_by_slash(watch: Watch) -> None:
    """Fill the canned answer about hours into the line to write in."""
    page = watch.page
    page.get_by_label("Your answer").press("/")
    page.get_by_role("combobox", name="Find by shortcut or title").fill("hou")
    expect(page.get_by_role("listbox", name="Canned answers").get_by_role("option")).to_contain_text("Opening hours")
    watch.shoot("inbox-canned")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your answer")).to_have_value(re.compile("nous ouvrons à neuf heures"))


def figures_show(watch: Watch, town: Town) -> None:
    """Look at the figures of what was said and answered."""
    page = watch.page
    page.goto(f"{town.app}/o/default/inbox/figures")
    expect(page.get_by_role("region", name="Told apart").get_by_role("img", name=re.compile(r"Conversations from .*, at most \d"))).to_be_visible()
    page.get_by_role("button", name="Agent", exact=True).click()
    page.get_by_role("button", name="First answer", exact=True).click()
    expect(page.get_by_role("region", name="Told apart")).to_contain_text("Agent-")
    watch.calm()
    watch.shoot("inbox-figures")
    watch.assert_accessible()


@both_sizes
def test_an_agent_answers_somebody_notes_and_resolves(opened: Callable[..., Watch], town: Town, size: str) -> None:
    number = town.numbers[0 if size == "desktop" else 1]
    wrote(town, number)
    watch = entered(opened, town, "agent")
    page = watch.page
    expect(page).to_have_url(re.compile("/inbox"))
    row = page.get_by_role("region", name="Conversations").get_by_role("listitem").filter(has_text="Ada" if size == "desktop" else "<img")
    expect(row).to_contain_text("New")
    watch.shoot("inbox-list")
    watch.assert_accessible()
    row.get_by_role("link").click()
    said = page.get_by_role("group", name="What was said")
    expect(said).to_contain_text(ASKED)
    expect(said.get_by_role("img", name="door.png")).to_be_visible()
    expect(said).to_contain_text("48.85840, 2.29450")
    expect(page.get_by_role("region", name="Answer", exact=True)).to_contain_text("Free text until")
    watch.calm()
    watch.shoot("inbox-thread")
    watch.assert_accessible()
    choose_by_slash(watch)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_label("Your answer")).to_have_value("")
    expect(said).to_contain_text("nous ouvrons à neuf heures")
    town.story.settle()
    assert any("neuf heures" in each for each in town.story.got(number))
    page.get_by_role("button", name="Note for the team").click()
    page.get_by_label("Your note").fill("Elle passe demain.")
    page.get_by_role("button", name="Keep the note").click()
    expect(said).to_contain_text("Elle passe demain.")
    watch.shoot("inbox-answered")
    watch.assert_accessible()
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Resolve")).to_be_visible()
    figures_show(watch, town)


@at_a_desk
@pytest.mark.usefixtures("size")
def test_two_agents_see_each_other_and_the_slower_one_keeps_the_text(opened: Callable[..., Watch], town: Town) -> None:
    town.story.says(town.numbers[2], "Allô ?", META)
    town.story.settle()
    first, second = (entered(opened, town, role) for role in ("agent", "agent"))
    first.page.get_by_role("link", name=re.compile("Allô")).click()
    expect(first.page.get_by_label("Your answer")).to_be_visible()
    second.page.goto(first.page.url)
    expect(first.page.get_by_text("is looking at this, too.")).to_be_visible()
    second.page.get_by_label("Your answer").fill("Je suis là.")
    expect(first.page.get_by_text("is writing an answer.")).to_be_visible()
    first.shoot("inbox-presence")
    first.page.get_by_label("Your answer").fill("Me voici.")
    first.expected += ["ERR_FAILED", "409"]  # the first one's page is kept from hearing of the second's answer, and is refused
    first.page.route("**/inbox/threads/*", lambda route: route.abort())
    second.page.get_by_role("button", name="Send", exact=True).click()
    expect(second.page.get_by_role("group", name="What was said")).to_contain_text("Je suis là.")
    first.page.get_by_role("button", name="Send", exact=True).click()
    expect(first.page.get_by_role("alert")).to_contain_text("A colleague answered meanwhile.")
    expect(first.page.get_by_label("Your answer")).to_have_value("Me voici.")
    first.shoot("inbox-meanwhile")
    first.page.unroute("**/inbox/threads/*")
    first.page.get_by_role("button", name="Send it anyway").click()
    expect(first.page.get_by_role("group", name="What was said")).to_contain_text("Me voici.")


@at_a_desk
@pytest.mark.usefixtures("size")
def test_an_answer_that_nobody_can_confirm_says_so_and_leads_to_where_that_is_decided(opened: Callable[..., Watch], town: Town) -> None:
    number, api = town.numbers[3], town.story.system.api
    town.story.says(number, "C'est prêt ?", META)
    town.story.settle()
    watch = entered(opened, town, "agent")
    page = watch.page
    page.get_by_role("link", name=re.compile("C'est prêt")).click()
    town.story.provider(meta={"trouble": {"reset_mid_answer": 1.0}}, receipts={"on": False})
    page.get_by_label("Your answer").fill("Oui, passez.")
    page.get_by_role("button", name="Send", exact=True).click()
    said = page.get_by_role("group", name="What was said")
    expect(said).to_contain_text("in doubt")
    expect(said).to_contain_text("Tidings is finding out")
    town.story.until(lambda: len(api.rows("/messages/unconfirmed")) > 0)
    town.story.provider(meta={"trouble": {"reset_mid_answer": 0.0}}, receipts={"on": True})
    expect(said).to_contain_text("An answer may have been sent, and nobody can find out.")
    expect(said).to_contain_text("It is not sent again.")
    row = page.get_by_role("region", name="Conversations").get_by_role("listitem").filter(has_text="C'est prêt")
    expect(row).not_to_contain_text("Waiting for them")
    watch.calm()
    watch.shoot("inbox-doubt")
    watch.assert_accessible()
    said.get_by_role("link", name="Say what became of it").click()
    expect(page).to_have_url(re.compile("/decisions/unconfirmed"))
    expect(page.get_by_role("main")).to_contain_text("may have been sent")


@at_a_desk
@pytest.mark.usefixtures("size")
def test_teams_and_canned_answers_are_made_changed_and_put_away(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/teams", signed_in=owner)
    page = watch.page
    expect(page.get_by_role("heading", name="There is no team yet")).to_be_visible()
    page.get_by_role("button", name="New team").click()
    page.get_by_label("Name").fill("Counter")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Put away: Counter").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Change Counter")).to_be_visible()
    watch.shoot("inbox-teams")
    page.goto(f"{house.app}/o/default/settings/answers")
    page.get_by_role("button", name="New answer").click()
    page.get_by_label("Shortcut").fill("way")
    page.get_by_label("Title").fill("The way to us")
    page.get_by_label("Text (en)").fill("Tram 2, stop Market, {{ first_name }}.")
    watch.shoot("inbox-canned-form")
    watch.assert_accessible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text="/way")).to_contain_text("Tram 2")


@at_a_desk
@pytest.mark.usefixtures("size")
def test_a_suggestion_is_inserted_a_reaction_is_drawn_at_it_and_after_a_day_a_template_goes(opened: Callable[..., Watch], town: Town) -> None:
    api, story, number = town.story.system.api, town.story, town.numbers[2]
    body = {"provider_name": "ready_2026", "language": "fr", "body": "Bonjour, votre {{1}} est prêt.", "parameters": ["{{ device }}"]}
    api.post("/templates", {"name": "ready_whatsapp", "channel": "whatsapp", "purpose": "transactional", "locale": "fr", "body": body})
    said = {"sayings": {"en": ["When are you open?"]}, "answers": {"en": "Hello {{ first_name }}, from 9 to 18."}}
    api.post("/inbox/auto-answers", {"name": "Opening hours", **said})
    api.put("/inbox/automation", {"on": True, "sure": 1.0, "likely": 0.3, "words": {"high": ["gas leak"]}})
    story.says(number, "hello there, so when are you open then, thanks", META)
    story.settle()
    watch = entered(opened, town, "owner")
    page = watch.page
    page.goto(f"{town.app}/o/default/inbox")
    page.get_by_role("link", name=re.compile("so when are you open")).click()
    page.get_by_role("button", name="Insert “Opening hours”").click()
    expect(page.get_by_label("Your answer")).to_have_value(re.compile("from 9 to 18"))
    page.get_by_role("button", name="Send", exact=True).click()
    answer = page.get_by_role("article").filter(has_text="from 9 to 18")
    expect(answer).to_contain_text("delivered", timeout=_SLOW_MS)
    story.system.simulator.post(f"/_/people/{number}/react", {"emoji": "👍"})
    story.says(number, "There is a gas leak!", META)
    story.settle()
    expect(answer.get_by_role("img", name="They reacted with 👍")).to_be_visible(timeout=_SLOW_MS)
    expect(page.get_by_text("Urgent: they wrote “gas leak”.")).to_be_visible()
    watch.shoot("inbox-suggested")
    watch.assert_accessible()
    story.system.clock.advance(timedelta(hours=24, seconds=1))
    page.reload()
    composer = page.get_by_role("region", name="Answer", exact=True)
    expect(composer).to_contain_text("only within 24 hours")
    composer.get_by_label("Template", exact=True).select_option("ready_whatsapp")
    composer.get_by_label("device").fill("Pixel")
    expect(composer).to_contain_text("Bonjour, votre Pixel est prêt.")
    watch.shoot("inbox-template")
    watch.assert_accessible()
    composer.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("group", name="What was said")).to_contain_text("votre Pixel est prêt")


def bring(page: Page, what: str) -> Locator:
    """Choose what the answer brings and return where it is written."""
    composer = page.get_by_role("region", name="Answer", exact=True)
    composer.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("menuitem", name=what).click()
    return composer


def send(page: Page, shown: str) -> None:
    page.get_by_role("region", name="Answer", exact=True).get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("group", name="What was said")).to_contain_text(shown)


def send_a_list(watch: Watch) -> None:
    watch.page.get_by_label("Your answer").fill("Quand ?")
    composer = bring(watch.page, "List")
    composer.get_by_label("What opens the list").fill("Voir les heures")
    composer.get_by_label("Row 1", exact=True).fill("Mardi 9 h")
    composer.get_by_label("Below row 1").fill("Avec Paul")
    composer.get_by_role("button", name="One more row").click()
    composer.get_by_label("Row 2", exact=True).fill("Jeudi 14 h")
    watch.shoot("inbox-bring-list")
    watch.assert_accessible()
    send(watch.page, "Voir les heures")


def send_a_place(watch: Watch) -> None:
    composer = bring(watch.page, "Place")
    composer.get_by_label("Coordinates, or the link of a map").fill("rue de la Paix")
    expect(composer).to_contain_text("No coordinates are in this.")
    composer.get_by_label("Coordinates, or the link of a map").fill("https://www.openstreetmap.org/#map=16/48.8566/2.3522")
    composer.get_by_label("Its name").fill("Atelier")
    watch.shoot("inbox-bring-place")
    send(watch.page, "48.85660, 2.35220")


def send_a_file(watch: Watch) -> None:
    composer = bring(watch.page, "File")
    composer.get_by_test_id("answer-file").set_input_files({"name": "plan.png", "mimeType": "image/png", "buffer": painted()})
    expect(composer.get_by_text("plan.png")).to_be_visible()
    watch.shoot("inbox-bring-file")
    send(watch.page, "plan.png")


def test_an_agent_sends_a_list_a_place_and_a_file_and_what_is_pressed_comes_back(opened: Callable[..., Watch], town: Town, size: str) -> None:
    number = town.numbers[3]
    town.story.says(number, f"Un rendez-vous ({size}) ?", META)
    town.story.settle()
    watch = entered(opened, town, "owner")
    page = watch.page
    page.goto(f"{town.app}/o/default/inbox")
    page.get_by_role("link", name=re.compile("Un rendez-vous")).click()
    send_a_list(watch)
    send_a_place(watch)
    send_a_file(watch)
    town.story.settle()
    page.goto(f"{town.app}/o/default/simulator?open={number.replace('+', '%2B')}")
    phone = page.get_by_role("article", name=f"Phone {number}")
    expect(phone).to_contain_text("Atelier")
    expect(phone).to_contain_text("[image]")  # a picture has no name there
    phone.get_by_text("Voir les heures").click()
    watch.shoot("simulator-list")
    watch.assert_accessible()
    phone.get_by_role("button", name="Jeudi 14 h").click()
    town.story.settle()
    page.goto(f"{town.app}/o/default/inbox")
    page.get_by_role("link", name=re.compile("Jeudi 14 h")).click()
    expect(page.get_by_role("group", name="What was said")).to_contain_text("Jeudi 14 h")
