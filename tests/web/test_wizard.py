"""A marketer starts a campaign in the wizard, at a desk and on a phone, and it arrives."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from support.databases import cloned
from support.mailbox import MailServer, mail_server_apart
from web.screens import both_sizes
from web.town import NAMES, Town, living_town
from web.watching import Watch

TEXT = 'Hello {{ first_name | default("there") }}, our open day is on Saturday. STOP pour ne plus recevoir de messages.'


MAILBOX = "zoe@example.net"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[MailServer]:
    with mail_server_apart() as server:
        yield server


@pytest.fixture(scope="module")
def town(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory, mailbox: MailServer) -> Iterator[Town]:
    mail = {"SMTP_URL": mailbox.url, "SMTP_FROM": "Atelier Rive <news@example.org>"}
    with cloned(server_url, template) as url, living_town(url, tmp_path_factory.mktemp("town"), **mail) as town:
        _reader(town)
        yield town


def _reader(town: Town) -> None:
    """Somebody who reads emails and agreed to them."""
    api = town.story.system.api
    person = api.post("/contacts", {"first_name": "Zoë & Ünal", "tags": ["readers"], "emails": [MAILBOX]})["id"]
    said = {"channel": "email", "purpose": "marketing", "status": "granted", "source": "form", "wording": "News.", "at": "2026-09-01T09:00:00Z"}
    api.post(f"/contacts/{person}/consents", said)
    api.post("/segments", {"name": "Readers", "text": 'tag has "readers"'})
    api.post("/allow-list", {"emails": [MAILBOX]})
    own = {"channel": "sms", "country": "FR", "amount": "0.0712", "currency": "EUR", "valid_from": "2026-01-01"}
    api.put("/prices", {"prices": [own], "rates": []})


def on(page: Page, step: str) -> None:
    page.get_by_role("button", name=f"On to: {step}").click()
    page.get_by_role("group", name=step).wait_for()


@both_sizes
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
    expect(page.locator("#main").get_by_role("group", name="Audience")).to_be_focused()
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
    expect(page.get_by_text("About €0.21")).to_be_visible()
    watch.shoot("wizard-writing")
    page.get_by_role("button", name="Use this text").click()
    expect(page.get_by_role("img", name="our open day")).to_contain_text("our open day is on Saturday")
    page.get_by_label("Your number").fill(town.numbers[0])
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_role("region", name="Try it on yourself")).to_contain_text("It was delivered.", timeout=20_000)
    watch.shoot("wizard-content")
    watch.assert_accessible()


@both_sizes
def test_a_campaign_by_email_is_written_tried_out_launched_and_comes_into_a_mailbox(
    opened: Callable[..., Watch], town: Town, mailbox: MailServer, size: str
) -> None:
    watch = opened(town.signing_in(f"writer-{size}@example.com", "marketer"))
    page = watch.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns").click()
    page.get_by_role("link", name="New campaign").first.click()
    page.get_by_label("Name of the campaign").fill(f"Letter {size}")
    page.get_by_role("radio", name="Email").check()
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_text("Numbers", exact=True)).to_have_count(0)
    page.get_by_role("radio", name="Readers").check()
    expect(page.get_by_role("region", name="How far it reaches")).to_contain_text("1 of 1 person")
    on(page, "Content")
    page.get_by_role("button", name="Write an email here").click()
    page.get_by_label("Subject").fill('Autumn, {{ first_name | default("dear friend") }}')
    text = page.get_by_label("Text", exact=True)
    text.fill(f"Hello {{{{ first_name }}}},\n\nthe course of {size} begins.{text.input_value()}")
    page.get_by_label("Postal address").fill("1 quai de la Rive, 69001 Lyon")
    watch.shoot("wizard-email-writing")
    watch.assert_accessible()
    page.get_by_role("button", name="Use this text").click()
    page.get_by_label("As seen by").select_option(label="Zoë & Ünal")
    letter = page.get_by_role("region", name="As it comes in a mailbox")
    expect(letter).to_contain_text("Autumn, Zoë & Ünal")
    expect(letter.frame_locator("iframe").get_by_text(f"the course of {size} begins.")).to_be_visible()
    page.get_by_label("Your email").fill(MAILBOX)
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_role("region", name="Try it on yourself")).to_contain_text("It was sent.", timeout=20_000)
    watch.shoot("wizard-email")
    watch.assert_accessible()
    on(page, "Schedule")
    on(page, "Review")
    watch.calm()
    page.get_by_role("button", name="Launch").click()
    expect(page.get_by_role("heading", name=f"Letter {size}", level=1)).to_be_visible()
    town.story.settle()
    watch.calm()
    expect(page.get_by_role("region", name="Progress")).to_contain_text("Handed in", timeout=20_000)
    watch.shoot("campaign-email")
    watch.assert_accessible()
    letters = [each.message for each in mailbox.received if f"the course of {size} begins." in each.message.as_string()]
    assert [each["Subject"] for each in letters] == ["Autumn, Zoë & Ünal"] * 2


def test_a_draft_is_kept_without_content_and_says_that_it_lacks_it(opened: Callable[..., Watch], town: Town) -> None:
    watch = opened(town.signing_in("early@example.com", "marketer"))
    page = watch.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns").click()
    page.get_by_role("link", name="New campaign").first.click()
    page.get_by_label("Name of the campaign").fill("Without words")
    page.get_by_role("button", name="Start the draft").click()
    page.get_by_role("radio", name="Guests of the open day").check()
    on(page, "Content")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    on(page, "Schedule")
    on(page, "Review")
    expect(page.get_by_text("its content is not chosen")).to_be_visible()
    expect(page.get_by_role("button", name="Launch")).to_be_disabled()
    watch.shoot("wizard-without-content")
    page.get_by_role("link", name="Mend in Content").click()
    expect(page.get_by_role("region", name="What does it say?")).to_be_visible()


def test_a_text_that_is_not_used_yet_stays_with_its_language_and_keeps_the_launch_back(opened: Callable[..., Watch], town: Town) -> None:
    watch = opened(town.signing_in("interrupted@example.com", "marketer"))
    page = watch.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns").click()
    page.get_by_role("link", name="New campaign").first.click()
    page.get_by_label("Name of the campaign").fill("Interrupted")
    page.get_by_role("button", name="Start the draft").click()
    page.get_by_role("radio", name="Guests of the open day").check()
    on(page, "Content")
    page.get_by_role("button", name="Write a text here").click()
    page.get_by_label("Text", exact=True).fill("Hello {{ first_name }}, the {{ nope }} begins.")
    page.get_by_label("Language of the text").select_option("fr")
    preview = page.get_by_role("region", name="On the phone")
    expect(preview.get_by_text("nope is not known")).to_be_visible()
    expect(page.get_by_text("Your text is not in the campaign yet")).to_be_visible()
    expect(page.get_by_text("Everything is saved")).to_have_count(0)
    watch.shoot("wizard-written")
    watch.assert_accessible()
    on(page, "Schedule")
    on(page, "Review")
    expect(page.get_by_text("A text was written here and is not in the campaign")).to_be_visible()
    expect(page.get_by_role("button", name="Launch")).to_be_disabled()
    page.reload()
    page.get_by_role("link", name="Mend in Content").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Hello {{ first_name }}, the {{ nope }} begins.")
    expect(page.get_by_label("Language of the text")).to_have_value("fr")
    page.get_by_role("button", name="Back to the templates").click()
    expect(page.get_by_text("Everything is saved")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    page.get_by_label("Text", exact=True).fill(TEXT)
    expect(preview.get_by_text("our open day is on Saturday", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Use this text").click()
    expect(page.get_by_role("radio", name="interrupted", checked=True)).to_be_visible()
    expect(page.get_by_text("Everything is saved")).to_be_visible()


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
    expect(page.get_by_role("region", name="Ready?")).to_contain_text("Before you launch, you should know")
    expect(page.get_by_text("Nothing is in the way.")).to_have_count(0)
    expect(page.get_by_role("region", name="Who gets nothing, and why")).to_contain_text("1 person")
    watch.calm()
    watch.shoot("wizard-review")
    watch.assert_accessible()
