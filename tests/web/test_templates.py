"""Templates are written, shown on a phone, saved, changed, compared and taken back, at a desk and on a phone."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import expect

from support.callbacks import MetaCalls, Reader
from tidings.apps.wiring import installed
from tidings.infra.config import load
from web.house import House
from web.screens import at_a_desk, both_sizes
from web.watching import Watch


@at_a_desk
def test_a_template_is_written_previewed_saved_changed_and_compared(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    name = f"story_{size}"
    watch = opened(f"{house.app}/o/default/templates", signed_in=owner)
    watch.expected.append("422")  # half a template, while it is being written, is none yet
    page = watch.page
    page.get_by_role("link", name="New template").click()
    page.get_by_label("Name", exact=True).fill(name)
    text = page.get_by_role("textbox", name="Text")
    text.fill("L\u2019été arrive, ")
    page.get_by_role("button", name="first_name").click()
    expect(text).to_be_focused()
    expect(text).to_have_value("L\u2019été arrive, {{ first_name }}")
    page.get_by_label("In place of first_name where it is not known").fill("à vous")
    phone = page.get_by_role("region", name="As it comes on a phone")
    expect(phone).to_contain_text("L\u2019été arrive, Zoé")
    page.get_by_label("Show it for").select_option(label="somebody of whom nothing is known")
    expect(phone).to_contain_text("L\u2019été arrive, à vous")
    page.get_by_text("Replace look-alikes").click()
    expect(page.get_by_text("UCS-2", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Write '").click()
    expect(text).to_have_value('L\'été arrive, {{ first_name | default("à vous") }}')
    expect(page.get_by_text("The law (France) asks that the text says how to stop.")).to_be_visible()
    watch.shoot("template-writing")
    page.get_by_role("button", name="Reply STOP to opt out.").click()
    expect(page.get_by_text("asks that the text says how to stop.")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    text.fill("L'été arrive, venez. Reply STOP to opt out.")
    page.reload()
    expect(page.get_by_text("kept in this browser")).to_be_visible()
    expect(text).to_have_value("L'été arrive, venez. Reply STOP to opt out.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as a new version.")).to_be_visible()
    page.get_by_role("link", name="Earlier versions").click()
    newest = page.get_by_role("listitem").filter(has_text="version 2")
    expect(newest.locator("ins")).to_contain_text("venez.")
    expect(newest.locator("del")).to_contain_text("first_name")
    watch.shoot("template-versions")
    watch.assert_accessible()
    page.get_by_role("button", name="Take up version 1 again").click()
    expect(page.get_by_role("textbox", name="Text")).to_have_value('L\'été arrive, {{ first_name | default("à vous") }} Reply STOP to opt out.')


def test_a_whatsapp_template_gets_a_language_buttons_and_what_is_missing_is_said(
    opened: Callable[..., Watch], house: House, owner: str, size: str
) -> None:
    watch = opened(f"{house.app}/o/default/templates/new?from=welcome_back", signed_in=owner)
    watch.expected.append("422")
    page = watch.page
    page.get_by_label("Name", exact=True).fill(f"whatsapp_{size}")
    page.get_by_role("button", name="Add a button").click()
    page.get_by_label("Words on it").fill("Oui 🎉")
    expect(page.get_by_role("region", name="As it comes on a phone")).to_contain_text("Oui 🎉")
    expect(page.get_by_role("button", name="French fr")).to_contain_text("1 gap")
    expect(page.get_by_role("region", name="The other languages")).to_contain_text("The buttons differ in number.")
    page.get_by_role("button", name="Add a language").click()
    page.get_by_label("New language").fill("es")
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Text").fill("Hola {{1}}, ¡vuelve pronto!")
    expect(page.get_by_role("region", name="As it comes on a phone")).to_contain_text("Hola Zoé, ¡vuelve pronto!")
    watch.shoot("template-whatsapp")
    watch.assert_accessible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=f"whatsapp_{size}", level=1)).to_be_visible()
    expect(page.get_by_role("navigation", name="Languages").get_by_role("button", name="Spanish")).to_be_visible()


@both_sizes
def test_an_email_is_written_shown_as_a_mailbox_does_and_kept_only_with_a_way_out(
    opened: Callable[..., Watch], house: House, owner: str, size: str
) -> None:
    watch = opened(f"{house.app}/o/default/templates/new?channel=email", signed_in=owner)
    watch.expected.append("422")
    page = watch.page
    page.get_by_label("Name", exact=True).fill(f"letter_{size}")
    page.get_by_label("Subject").fill('For {{ first_name | default("you") }}')
    page.get_by_role("textbox", name="Text").fill("Dear {{ first_name }},\n\ncome and see.")
    expect(page.get_by_text("Nobody can leave by this text.")).to_be_visible()
    page.get_by_role("button", name="Add the link to leave").click()
    page.get_by_text("How it looks (HTML)").click()
    page.get_by_role("button", name="Make it from the text").click()
    html = page.get_by_label("HTML", exact=True)
    html.fill(f'<p style="color: rgb(180, 20, 60)">Red</p><img src="https://tracker.example/{size}.png" alt="Our house">{html.input_value()}')
    letter = page.get_by_role("region", name="As it comes in a mailbox")
    expect(letter).to_contain_text("For Zoé")
    inside = letter.frame_locator("iframe")
    expect(inside.get_by_text("Dear Zoé,")).to_be_visible()
    expect(inside.get_by_text("Red")).to_have_css("color", "rgb(180, 20, 60)")
    expect(inside.get_by_text("Our house")).to_be_visible()
    expect(inside.locator("img, a[href]")).to_have_count(0)
    watch.shoot("template-email")
    watch.assert_accessible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="postal address")).to_be_visible()
    page.get_by_label("Postal address").fill("1 quai de la Rive, 69001 Lyon")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=f"letter_{size}", level=1)).to_be_visible()
    html.fill("<script>alert(1)</script>")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="An email can't hold <script>").first).to_be_visible()


def test_an_archived_template_is_not_offered_and_comes_back(opened: Callable[..., Watch], house: House, owner: str) -> None:
    page = opened(f"{house.app}/o/default/templates/hello_world", signed_in=owner).page
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_text("Archived: not offered any more.")).to_be_visible()
    page.get_by_role("link", name="All templates").click()
    expect(page.get_by_role("link", name="repair_ready_sms", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="hello_world")).to_have_count(0)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("link", name="hello_world")).to_be_visible()


def test_whoever_may_only_look_sees_the_text_and_nothing_to_change_it(opened: Callable[..., Watch], house: House, analyst: str) -> None:
    page = opened(f"{house.app}/o/default/templates/welcome_sms", signed_in=analyst).page
    expect(page.get_by_role("textbox", name="Text")).to_have_attribute("readonly", "")
    expect(page.get_by_role("region", name="As it comes on a phone")).to_contain_text("Hello Zoé, welcome!")
    for name in ("Drop changes", "Archive", "Send a test", "Add a language"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


@both_sizes
def test_a_template_that_meta_files_as_marketing_says_what_follows_until_somebody_has_seen_it(
    opened: Callable[..., Watch], house: House, owner: str, size: str
) -> None:
    name, later = f"filed_{size}", f"coming_{size}"
    for each in (name, later):
        body = {"provider_name": each, "language": "en", "body": "It is ready.", "category": "utility"}
        asked = {"name": each, "channel": "whatsapp", "purpose": "transactional", "locale": "en", "body": body}
        assert house.api.ask("POST", "/templates", asked).status == 201
    changes = {"previous_category": "UTILITY", "new_category": "MARKETING"}
    announced = {"new_category": "UTILITY", "correct_category": "MARKETING", "category_update_timestamp": 1_900_000_000}
    with ThreadPoolExecutor(1) as beside:  # the browser's loop runs in this thread
        beside.submit(asyncio.run, _told(house, {name: changes, later: announced})).result()
    watch = opened(f"{house.app}/o/default", signed_in=owner)
    page = watch.page
    need = page.get_by_role("region", name="need").get_by_role("listitem").filter(has_text=name)
    expect(need).to_contain_text(f"The provider files the template {name} as marketing")
    soon = page.get_by_role("region", name="need").get_by_role("listitem").filter(has_text=later)
    expect(soon).to_contain_text(f"The provider will file the template {later} as marketing from")
    expect(soon).to_contain_text("Nothing counts differently yet.")
    watch.shoot("home-filed")
    need.get_by_role("link", name="Look").click()
    approval = page.get_by_role("region", name="Approval")
    expect(approval).to_contain_text("all that is sent by it counts as marketing")
    expect(approval).to_contain_text("Submitted as utility")
    expect(approval).to_contain_text("Filed by the provider as marketing")
    watch.shoot("template-filed")
    watch.assert_accessible()
    approval.get_by_role("button", name="I have seen it").click()
    expect(approval.get_by_role("button", name="I have seen it")).to_have_count(0)
    page.get_by_role("button", name="Undo").first.click()
    expect(approval.get_by_role("button", name="I have seen it")).to_be_visible()
    page.get_by_role("link", name="Home").first.click()
    need.get_by_role("button", name=f"Put aside: {name}").click()
    expect(need).to_have_count(0)
    soon.get_by_role("link", name="Look").click()
    expect(approval).to_contain_text("said that it will file this template as marketing")
    expect(approval).to_contain_text("Filed by the provider as utility")
    watch.shoot("template-announced")
    watch.assert_accessible()
    approval.get_by_role("button", name="I have seen it").click()
    expect(approval.get_by_role("button", name="I have seen it")).to_have_count(0)


async def _told(house: House, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Have Meta tell under which categories it files templates, or will, and a worker read it."""
    (meta,) = [each["id"] for each in house.api.rows("/channels/connections") if each["provider"] == "meta_whatsapp"]
    for name, told in changes.items():
        value = {"message_template_name": name, "message_template_language": "en", **told}
        assert MetaCalls(meta).change("template_category_update", value).to(house.api).status == 200
    async with installed(load(house.api.environment), pool=2) as installation:
        await Reader(installation).apply()
