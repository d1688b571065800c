"""Closed addresses: found, closed by the list, opened again with a reason, and not where it is the person's own word."""

from collections.abc import Callable

from playwright.sync_api import expect

from web.house import House
from web.watching import Watch


def test_numbers_are_closed_taken_back_and_opened_again_with_a_reason(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    number = {"desktop": "06 12 81 00 01", "phone": "06 12 82 00 01"}[size]
    watch = opened(f"{house.app}/o/default/suppressions", signed_in=owner)
    page = watch.page
    known = page.get_by_role("listitem").filter(has_text="Closed by staff")
    expect(known.filter(has=page.get_by_role("link", name="Ada Lovelace")).first).to_contain_text("WhatsApp · everything")
    watch.shoot("suppressions")
    watch.assert_accessible()
    page.get_by_role("button", name="Close addresses").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Phone numbers").fill(f"{number}\n12;")
    expect(dialog.get_by_role("status")).to_have_text("2 numbers")
    dialog.get_by_label("Where it comes from").fill(f"former shop {size}")
    watch.shoot("close-numbers")
    watch.assert_accessible()
    dialog.get_by_role("button", name="Close", exact=True).last.click()
    expect(dialog.get_by_text("1 could not be read:")).to_be_visible()
    dialog.get_by_role("button", name="Close", exact=True).first.click()
    expect(page.get_by_text(f"by former shop {size}")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"by former shop {size}")).to_have_count(0)
    page.get_by_role("button", name="Close addresses").click()
    dialog.get_by_role("button", name="Email", exact=True).click()
    dialog.get_by_label("Emails").fill(f"Email\ngone.{size}@example.org")
    expect(dialog.get_by_role("status")).to_have_text("1 email")
    dialog.get_by_label("Where it comes from").fill(f"a letter, {size}")
    dialog.get_by_role("button", name="Close", exact=True).last.click()
    expect(page.get_by_role("listitem").filter(has_text=f"by a letter, {size}")).to_contain_text("Email · everything")
    body = {"phone_numbers": [number], "channel": "sms", "scope": "all", "reason": "manual", "source": "story"}
    assert house.api.ask("POST", "/suppressions", body).status == 200
    page.get_by_label("A whole phone number").fill(number)
    card = page.get_by_role("listitem").filter(has_text="SMS · everything")
    card.get_by_role("button", name="Open again").click()
    dialog.get_by_label("Why").fill("Asked at the counter, form 12.")
    dialog.get_by_role("button", name="Open again").click()
    expect(page.get_by_role("heading", name="No closed address fits")).to_be_visible()
