"""Phones of made-up people: what is sent arrives, what they write counts, and what is switched off is said where it matters."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from support.databases import cloned
from web.house import House
from web.town import NAMES, Town, living_town
from web.watching import Watch

PATIENCE_SECONDS = 30
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400


@pytest.fixture(scope="module")
def town(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with cloned(server_url, template) as url, living_town(url, tmp_path_factory.mktemp("town")) as town:
        yield town


def entered(opened: Callable[..., Watch], town: Town, size: str, path: str, role: str = "owner") -> Watch:
    """Sign somebody in and go to a page."""
    watch = opened(town.signing_in(f"{role}-{size}-{time.monotonic_ns()}@example.com", role))
    watch.page.wait_for_url("**/o/default**")
    watch.page.goto(f"{town.app}/o/default{path}")
    return watch


def test_somebody_answers_stop_on_their_phone_and_the_suppression_shows_on_their_page(opened: Callable[..., Watch], town: Town, size: str) -> None:
    number = town.numbers[1 if size == "desktop" else 2]
    watch = entered(opened, town, size, "/simulator")
    page = watch.page
    expect(page.get_by_text("Nothing here is real.")).to_be_visible()
    page.get_by_label("Name or number").fill(f"{number[:3]} {number[3:6]} {number[6:]}")
    page.keyboard.press("Enter")
    phone = page.get_by_role("article", name=f"Phone {number}")
    phone.get_by_text("SMS", exact=True).click()
    phone.get_by_label(f"Write as {number}").fill("STOP")
    page.keyboard.press("Enter")
    expect(phone.get_by_role("listitem").first).to_contain_text("STOP")
    town.story.settle()
    phones = page.get_by_role("region", name="Phones").get_by_role("button")
    expect(phones.filter(has_text=number)).to_be_visible()
    name = NAMES[town.numbers.index(number)]
    page.get_by_label("Name or number").fill(name[:6])
    expect(phones.filter(has_text=name)).to_have_count(1)
    expect(phone.get_by_role("link", name=name)).to_be_visible()
    watch.shoot("simulator-stop")
    watch.assert_accessible()
    contact = town.story.system.api.rows(f"/contacts?phone={number.replace('+', '%2B')}")[0]["id"]
    page.goto(f"{town.app}/o/default/contacts/{contact}")
    expect(page.get_by_role("main")).to_contain_text("STOP")
    watch.shoot("simulator-stop-contact")


def test_a_test_message_arrives_is_read_when_it_is_seen_and_a_button_answers(opened: Callable[..., Watch], town: Town, size: str) -> None:
    town.story.provider(receipts={"read_rate": 0})
    button = {"type": "QUICK_REPLY", "text": f"Oui {size}"}
    town.story.system.simulator.post("/_/templates", {"name": "welcome_back", "language": "fr", "buttons": [button]})
    number = town.numbers[0]
    watch = entered(opened, town, size, "/templates/welcome_back")
    page = watch.page
    page.get_by_role("button", name="Send a test").click()
    page.get_by_label("Phone number").fill(number)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text(f"A test is on its way to {number}.")).to_be_visible()
    town.story.settle()
    page.goto(f"{town.app}/o/default/simulator?open={number.replace('+', '%2B')}")
    phone = page.get_by_role("article", name=f"Phone {number}")
    expect(phone).to_contain_text("Bon retour, Ada")
    phone.get_by_role("listitem").last.scroll_into_view_if_needed()  # below the fold of a small screen nothing is read
    expect(phone.get_by_role("listitem").last).to_contain_text("· read", timeout=PATIENCE_SECONDS * 1000)
    phone.get_by_role("button", name="React").last.click()
    page.get_by_role("menuitem", name="👍").click()
    expect(phone.get_by_role("listitem").last).to_contain_text("👍")
    watch.shoot("simulator-whatsapp")
    phone.get_by_role("button", name=f"Oui {size}").last.click()
    expect(phone.get_by_role("listitem").last).to_contain_text(f"Oui {size}")
    expect(phone.get_by_role("listitem").last).not_to_contain_text("Bon retour")
    phone.locator("input[type=file]").set_input_files({"name": f"receipt-{size}.png", "mimeType": "image/png", "buffer": PICTURE})
    expect(phone.get_by_role("listitem").last).to_contain_text(f"[receipt-{size}.png]")
    phone.get_by_role("button", name="Send something else").click()
    page.get_by_role("menuitem", name="Send a place").click()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(phone.get_by_role("listitem").last).to_contain_text("[Tour Eiffel, Paris]")
    watch.assert_accessible()
    town.story.settle()
    written = town.story.system.api.rows("/inbound?limit=10")
    assert [each["kind"] for each in written[:4]] == ["location", "media", "button", "reaction"]
    (file,) = written[1]["attachments"]
    assert (file["name"], file["state"], file["content_type"]) == (f"receipt-{size}.png", "kept", "image/png")


@pytest.mark.parametrize("size", ["desktop"], indirect=True)  # once: after an outage the sender rests for a while
def test_an_outage_is_switched_on_and_the_campaign_says_so(opened: Callable[..., Watch], town: Town, size: str) -> None:
    api = town.story.system.api
    watch = entered(opened, town, size, "/simulator")
    page = watch.page
    page.get_by_label("SMS (Twilio)").select_option(label="is down (503 to everything)")
    expect(page.get_by_text("Something is switched to fail")).to_be_visible()
    watch.shoot("simulator-outage")
    numbers = [f"+3361300{100 * (size == 'phone') + each:04d}" for each in range(5)]
    campaign = api.post("/marketing/campaigns", {"name": f"Outage {size}", "template_name": "welcome_sms", "daily_send_limit": 50})["id"]
    for number in numbers:
        person = api.post("/contacts", {"country": "FR", "phones": [{"number": number}]})
        granted = {
            "channel": "sms",
            "purpose": "marketing",
            "status": "granted",
            "source": "form",
            "wording": "I agree.",
            "at": "2026-09-01T09:00:00Z",
        }
        api.post(f"/contacts/{person['id']}/consents", granted)
    api.post(f"/marketing/campaigns/{campaign}/recipients", {"phone_numbers": numbers})
    api.post(f"/marketing/campaigns/{campaign}/activate")
    town.story.settle()
    page.goto(f"{town.app}/o/default/campaigns/{campaign}")
    expect(page.get_by_role("main")).to_contain_text("The provider gave no whole answer", timeout=PATIENCE_SECONDS * 1000)
    watch.shoot("simulator-outage-campaign")
    page.goto(f"{town.app}/o/default/simulator")
    page.get_by_role("button", name="Let all work again").click()
    expect(page.get_by_text("Everything works.")).to_be_visible()


def test_without_a_simulator_there_is_no_such_room(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/simulator", signed_in=owner).page
    expect(page.get_by_role("heading", name="No simulator is connected")).to_be_visible()
    expect(page.get_by_role("link", name="Simulator")).to_have_count(0)
