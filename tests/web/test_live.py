"""Figures that move by themselves, and a server that goes away and comes back: a whole Tidings beside a simulator, watched in a browser."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from support.commands import obeyed
from support.databases import cloned
from support.system import Stage, Story, people
from web.watching import Watch

PEOPLE = 12
FRESH_MS = 5_000
"""SPEC L1: from receipt to screen. Without the live connection pages ask every 3 s; while it stands, every 30 s only."""


@pytest.fixture
def story(server_url: str, template: str, tmp_path: Path) -> Iterator[Story]:
    with ExitStack() as stack:
        url = stack.enter_context(cloned(server_url, template))
        yield Stage(tmp_path, url, stack)()


def signing_in(story: Story, folder: Path) -> str:
    environment = story.system.environment
    obeyed(["users", "invite", "owner@example.com", "--name", "Owner", "--role", "owner"], environment, folder)
    return obeyed(["users", "link", "owner@example.com", "--sign-in"], environment, folder)


def test_receipts_move_the_figures_and_what_happened_while_the_server_was_away_shows_when_it_is_back(
    browser: Browser, story: Story, tmp_path: Path
) -> None:
    campaign = story.campaign(people(2 * PEOPLE), daily_send_limit=PEOPLE, activate=False)
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        watch = Watch(page, "desktop", None)
        watch.expected += ["ERR_", "WebSocket", "Failed to load"]
        page.goto(signing_in(story, tmp_path))
        page.wait_for_url("**/app/o/*")
        page.goto(f"{story.system.api.base}/app/o/default/campaigns/{campaign.id}")
        pill = page.get_by_role("banner").get_by_role("status")
        expect(pill).to_have_text("Live")
        expect(page.get_by_text("Draft", exact=True)).to_be_visible()
        page.evaluate("() => { window.untouched = true }")

        campaign.activate()
        expect(page.get_by_text("Running", exact=True)).to_be_visible(timeout=FRESH_MS)
        story.settle()
        progress = page.get_by_role("region", name="Progress")
        expect(progress).to_contain_text(f"{PEOPLE} of {2 * PEOPLE} people are settled", timeout=FRESH_MS)

        story.system.kill_api()
        expect(pill).to_have_text("Reconnecting…")
        story.system.start_api()
        story.system.wait_for_api()
        campaign.pause()
        expect(pill).to_have_text("Live", timeout=30_000)
        expect(page.locator("[data-status=paused]")).to_be_visible(timeout=FRESH_MS)
        assert page.evaluate("() => window.untouched"), "the page was loaded anew"
        assert watch.complaints == []
