"""Who is meant: a segment is built with the keyboard alone, said as text, counted, saved and found; lists are filled; versions go back."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Page, Route, expect

from tidings.segments.types import Leaf
from web.furnishing_segments import GUESTS, REGULARS
from web.house import HOSTILE, House
from web.screens import at_a_desk
from web.watching import Watch

ROOT = Path(__file__).resolve().parents[2]
SENTENCE = 'tag has "vip" and did "course viewed" at least 3 times in 30 days and not opened email in 60 days'


def test_every_condition_of_the_api_has_a_block_with_the_same_parts() -> None:
    told = (ROOT / "web" / "src" / "segments" / "tree.ts").read_text(encoding="utf-8")
    interfaces = re.findall(r"export interface \w+ \{\n(.*?)\n\}", told, re.DOTALL)
    parts = [dict(re.findall(r"readonly (\w+)\??: (.*);", each)) for each in interfaces]
    blocks = {each["kind"].strip('"'): set(each) - {"kind"} for each in parts if each.get("kind", "").startswith('"')}
    assert blocks == {str(each.__struct_config__.tag): set(each.__struct_fields__) for each in get_args(Leaf)}


def _add(page: Page, kind: str) -> None:
    """Add a condition to the whole, by the keyboard."""
    adding = page.get_by_role("group", name="Conditions as blocks").get_by_role("button", name="Add", exact=True).last
    adding.focus()
    page.keyboard.press("Enter")
    item = page.get_by_role("menuitem", name=kind, exact=True)
    expect(item).to_be_visible()
    for _ in range(20):
        page.keyboard.press("ArrowDown")
        if item.evaluate("item => item === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(item).to_have_count(0)


def _type(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Escape")  # suggestions


def _tab(page: Page, label: str, within: str) -> None:
    """Go on with Tab until a field has the keyboard."""
    field = page.get_by_role("group", name=within, exact=True).get_by_label(label, exact=True)
    for _ in range(12):
        if field.evaluate("field => field === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never came to {label}")


def _build(page: Page) -> None:
    """Say the sentence in blocks, by the keyboard alone."""
    _add(page, "Has the tag")
    _type(page, "vip")
    _add(page, "Did something")
    _type(page, "course viewed")
    for label, said in (("How often", "at least"), ("Number", "3"), ("When", "in the last"), ("Days", "30")):
        _tab(page, label, "Did something")
        page.keyboard.type(said)
    _add(page, "Reacted to messages")
    _tab(page, "Channel", "Reacted to messages")
    page.keyboard.type("email")
    _tab(page, "Days", "Reacted to messages")
    page.keyboard.press("Control+a")
    page.keyboard.type("60")
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement.textContent === 'Not'"):
            break
    page.keyboard.press("Space")


@at_a_desk
def test_a_segment_is_built_with_the_keyboard_said_as_text_counted_saved_and_found(
    opened: Callable[..., Watch], house: House, owner: str, size: str
) -> None:
    watch = opened(f"{house.app}/o/default/segments/new", signed_in=owner)
    page = watch.page
    page.get_by_label("Name", exact=True).fill(f"Warm {size}")
    _build(page)
    text = page.get_by_role("textbox", name="As text")
    expect(text).to_have_value(SENTENCE)
    answer = page.get_by_role("region", name="Who is meant now")
    expect(answer.get_by_role("status")).to_have_text(f"{REGULARS}people")
    expect(answer).to_contain_text("Counted in")
    expect(answer.get_by_role("listitem").filter(has_text="Zoë").first).to_contain_text('tag has "vip"')
    watch.shoot("segment-builder")
    watch.assert_accessible()
    text.fill('tag hsa "vip"')
    expect(page.get_by_text("is not understood")).to_be_visible()
    watch.shoot("segment-text-wrong")
    text.fill(f'{SENTENCE} or in list "{GUESTS}"')
    expect(page.get_by_role("group", name="Any of these")).to_be_visible()
    expect(page.get_by_role("group", name="Is in a list")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(text).to_have_value(SENTENCE)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"“Warm {size}” is made.")).to_be_visible()
    page.get_by_role("link", name="All segments").click()
    page.get_by_label("Search by name").fill(f"warm {size}")
    found = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=f"Warm {size}"))
    expect(found).to_contain_text(SENTENCE)
    expect(found).to_contain_text(f"{REGULARS}people")


@at_a_desk
def test_a_save_pressed_in_the_middle_of_the_text_waits_until_it_is_read_and_is_never_swallowed(
    opened: Callable[..., Watch], house: House, owner: str, size: str
) -> None:
    made = house.api.ask("POST", "/segments", {"name": f"Typed {size}", "text": 'tag has "vip"'}).json()
    watch = opened(f"{house.app}/o/default/segments/{made['id']}", signed_in=owner)
    page = watch.page
    text, save = page.get_by_role("textbox", name="As text"), page.get_by_role("button", name="Save")
    expect(text).to_have_value('tag has "vip"')
    text.fill('tag has "vip"  and  tag has "other"')
    expect(page.get_by_text("Counted in")).to_be_visible()
    page.route("**/segments/read", _late)
    save.click()
    expect(page.get_by_text(f"“Typed {size}” is saved.")).to_be_visible()
    expect(page.get_by_text("Everything is saved.")).to_be_visible()
    assert house.api.ask("GET", f"/segments/{made['id']}").json()["text"] == 'tag has "vip" and tag has "other"'
    text.fill('tag hsa "vip"')
    save.click()
    expect(page.get_by_text("Not saved: the text is not understood.")).to_be_visible()
    expect(page.get_by_text('"hsa" is not understood')).to_be_visible()


def _late(route: Route) -> None:
    """A network on which the reading of a text takes longer than a click."""
    time.sleep(0.3)
    route.continue_()


def test_what_is_written_survives_a_reload_blocks_move_and_versions_go_back(
    opened: Callable[..., Watch], house: House, owner: str, size: str
) -> None:
    made = house.api.ask("POST", "/segments", {"name": f"Moving {size}", "text": 'tag has "vip" and tag has "other"'}).json()
    watch = opened(f"{house.app}/o/default/segments/{made['id']}", signed_in=owner)
    page = watch.page
    text = page.get_by_role("textbox", name="As text")
    expect(text).to_have_value('tag has "vip" and tag has "other"')
    page.get_by_role("button", name="Move down: Has the tag").first.focus()
    page.keyboard.press("Enter")
    expect(text).to_have_value('tag has "other" and tag has "vip"')
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.reload()
    expect(text).to_have_value('tag has "other" and tag has "vip"')
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Everything is saved.")).to_be_visible()
    page.get_by_role("button", name="Go back to it: version 1").click()
    expect(page.get_by_text("The former conditions are in force again.")).to_be_visible()
    expect(text).to_have_value('tag has "vip" and tag has "other"')
    expect(page.get_by_text("Counted in")).to_be_visible()
    watch.shoot("segment-versions")
    watch.assert_accessible()
    page.get_by_role("button", name="Archive").click()
    notice = page.get_by_role("region", name="Notices").locator("div").filter(has_text="is archived. It stays in force")
    notice.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"“Moving {size}” is back.")).to_be_visible()


def test_people_are_put_into_a_list_and_taken_out_and_it_can_be_undone(opened: Callable[..., Watch], house: House, owner: str, size: str) -> None:
    watch = opened(f"{house.app}/o/default/segments", signed_in=owner)
    page = watch.page
    page.get_by_role("button", name="New list").click()
    page.get_by_label("Name", exact=True).fill(f"Evening {size}")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name=f"Evening {size}", level=1)).to_be_visible()
    page.get_by_label("Phone numbers").fill("+33600000003\n06 00 00 00 02; nonsense")
    page.get_by_role("button", name="Put in 3 numbers").click()
    expect(page.get_by_text("2 people were put in.")).to_be_visible()
    expect(page.get_by_text("1 is no phone number")).to_be_visible()
    page.get_by_role("button", name="Take out: Zoë").click()
    expect(page.get_by_role("button", name="Take out: Zoë")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Take out: Zoë")).to_be_visible()
    watch.shoot("list")
    watch.assert_accessible()


def test_a_role_that_may_only_look_sees_who_is_meant_and_can_change_nothing(opened: Callable[..., Watch], house: House, analyst: str) -> None:
    watch = opened(f"{house.app}/o/default/segments?search=img", signed_in=analyst)
    page = watch.page
    page.get_by_role("link", name=HOSTILE).click()
    expect(page.get_by_role("region", name="Who is meant now").get_by_role("status")).to_have_text(f"{REGULARS}people")
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    expect(page.get_by_role("textbox", name="As text")).to_be_disabled()
    assert page.locator("img[onerror]").count() == 0
