"""Notices: a kind made with its cascade drawn as it is written, and one notice looked at, from the list to why each channel."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from web.furnishing_notices import NEWS, READY
from web.house import House
from web.screens import both_sizes
from web.watching import Watch


@both_sizes
def test_a_notice_is_found_and_says_how_it_was_tried_and_why(opened: Callable[..., Watch], house: House, owner: str) -> None:
    watch = opened(f"{house.app}/o/default/notices", signed_in=owner)
    page = watch.page
    expect(page.get_by_role("listitem").filter(has_text="ticket 117").first).to_be_visible()
    watch.shoot("notices-list")
    page.get_by_label("State").select_option("refused")
    expect(page.get_by_text("No channel allowed").last).to_be_visible()
    page.get_by_label("State").select_option("sending")
    page.get_by_label("What it is about").fill("118")
    page.wait_for_url(re.compile("about="))
    card = page.get_by_role("listitem").filter(has_text="ticket 118")
    expect(card).to_have_count(1)
    expect(card).to_contain_text("WhatsApp In the queue")
    card.get_by_role("link").click()
    expect(page.get_by_role("heading", name=READY)).to_be_visible()
    why = page.get_by_role("region", name="Why these channels")
    expect(why.get_by_role("listitem").filter(has_text="SMS")).to_contain_text("Could be used.")
    expect(page.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    history = page.get_by_role("button", name=": WhatsApp")
    history.click()
    expect(history).to_have_attribute("aria-expanded", "true")
    watch.shoot("notice")
    watch.assert_accessible()
    page.get_by_role("button", name="Take back").click()
    page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(page.get_by_text("It is being taken back.")).to_be_visible()
    page.get_by_role("link", name="No name").click()
    expect(page.get_by_role("region", name="What they were to be told").get_by_role("link", name=READY)).to_be_visible()
    watch.shoot("notices-of-a-person")
    watch.assert_accessible()


def test_a_kind_is_made_with_an_order_of_its_own_and_archived(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    watch = opened(f"{house.app}/o/default/settings/notices", signed_in=owner)
    page = watch.page
    expect(page.get_by_role("listitem").filter(has_text=READY).first).to_contain_text("WhatsApp")
    expect(page.get_by_role("link", name=NEWS)).to_be_visible()
    watch.shoot("kinds")
    page.get_by_role("link", name="New kind").click()
    page.get_by_label("Name").fill(f"Prêt à livrer {size}")
    expect(page.get_by_label("Key")).to_have_value(f"pret_a_livrer_{size}")
    page.get_by_label("Text by WhatsApp").select_option("ready_whatsapp")
    page.get_by_label("Text by SMS").select_option("ready_sms")
    drawn = page.get_by_role("region", name="How it will go")
    expect(drawn.get_by_role("listitem").first).to_contain_text("if it fails, or after 5 minutes of silence, the next")
    page.get_by_label("An order of its own").check()
    page.get_by_role("button", name="SMS earlier").click()
    page.get_by_label("Wait for SMS (minutes)").fill("90")
    expect(drawn.get_by_role("listitem").first).to_contain_text("SMS")
    watch.shoot("new-kind")
    watch.assert_accessible()
    page.get_by_role("link", name="Notices", exact=True).last.click()
    page.get_by_role("dialog").get_by_role("button", name="Go on typing").click()
    page.get_by_role("button", name="Make the kind").click()
    way = page.get_by_role("region", name="How it goes")
    expect(way.get_by_role("listitem").first).to_contain_text("90 minutes")
    watch.shoot("kind")
    watch.assert_accessible()
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_text("No new notices of this kind are taken")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("No new notices of this kind are taken")).to_have_count(0)


@pytest.mark.usefixtures("size")
def test_what_a_kind_may_cost_in_a_month_is_set_and_told(opened: Callable[..., Watch], house: House, owner: str) -> None:
    kind = {"name": "Costly", "class": "transactional", "templates": {"sms": "ready_sms"}}
    assert house.api.ask("PUT", "/notices/kinds/costly", kind).status < 300
    watch = opened(f"{house.app}/o/default/settings/notices/costly", signed_in=owner)
    page = watch.page
    expect(page.get_by_label("Warn from (%)")).to_have_count(0)  # nothing to warn of yet
    month = page.get_by_label(re.compile("month.s budget"))
    month.fill("12.5")
    page.get_by_label("Warn from (%)").fill("70")
    page.get_by_label("Once it is used up").select_option("all")
    watch.shoot("kind-budget")
    watch.assert_accessible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("€12.50 a month; not counted yet.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Warn from (%)")).to_have_value("70")
    kept = house.api.ask("GET", "/notices/kinds/costly").json()["budget"]
    assert (kept["month_micros"], kept["stops"]) == (12_500_000, "all")
    month.fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("€12.50 a month")).to_have_count(0)
    assert house.api.ask("GET", "/notices/kinds/costly").json()["budget"] is None
