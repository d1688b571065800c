"""The walk from signing in to a launched campaign at the speed of a person, step by step: `make walk`.

Whoever walks knows the pages by sight: they read for two seconds before each deed and type five characters a second. What is told is how long
each step took, and how much of it Tidings itself did (the rest is the person's).
"""

import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from support.databases import cloned, migrated_template, running_server
from web.browsers import chromium
from web.town import Town, living_town

READS_S = 2.0
TYPES_MS = 200
GOAL_S = 180.0
SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
TEXT = "Bonjour, notre porte ouverte est samedi. STOP pour ne plus recevoir de messages."


class Walker:
    """Somebody at a page: reads, then acts. `own` is the time that was theirs, in seconds."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.own = 0.0
        self.steps: list[tuple[str, float, float]] = []

    def click(self, what: Locator) -> None:
        """Look for a while, and click."""
        expect(what).to_be_visible()
        self._rest(READS_S)
        what.click()

    def write(self, what: Locator, text: str) -> None:
        """Look for a while, and type."""
        self.click(what)
        before = time.monotonic()
        what.press_sequentially(text, delay=TYPES_MS)
        self.own += time.monotonic() - before

    @contextmanager
    def step(self, name: str) -> Generator[None]:
        """Take the time of a step."""
        began, own = time.monotonic(), self.own
        yield
        self.steps.append((name, time.monotonic() - began, self.own - own))

    def _rest(self, seconds: float) -> None:
        time.sleep(seconds)
        self.own += seconds


def main() -> int:
    """Walk at each size and tell the times; the exit code says whether both walks took no more than three minutes."""
    slowest = 0.0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running_server(folder / "postgres"))
        url = stack.enter_context(cloned(server, stack.enter_context(migrated_template(server))))
        town = stack.enter_context(living_town(url, folder / "town"))
        browser = stack.enter_context(chromium())
        for size, (width, height) in SIZES.items():
            with browser.new_context(viewport={"width": width, "height": height}, locale="en-GB") as context:
                walker = Walker(context.new_page())
                _walk(walker, town, size)
            slowest = max(slowest, _tell(size, walker))
    return 0 if slowest <= GOAL_S else 1


def _walk(walker: Walker, town: Town, size: str) -> None:
    page = walker.page
    way_in = town.signing_in(f"walker-{size}@example.com", "marketer")
    with walker.step("sign in"):
        page.goto(way_in)
        page.wait_for_url("**/app/o/*")
    with walker.step("goal"):
        walker.click(page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns"))
        walker.click(page.get_by_role("link", name="New campaign").first)
        walker.write(page.get_by_label("Name of the campaign"), f"Open day {size}")
        walker.click(page.get_by_role("button", name="Start the draft"))
    with walker.step("audience"):
        walker.click(page.get_by_role("radio", name="Guests of the open day"))
        expect(page.get_by_role("region", name="How far it reaches")).to_contain_text("can be written to now")
        walker.click(page.get_by_role("button", name="On to: Content"))
    with walker.step("content"):
        walker.click(page.get_by_role("button", name="Write a text here"))
        walker.write(page.get_by_label("Text", exact=True), TEXT)
        walker.click(page.get_by_role("button", name="Use this text"))
        walker.click(page.get_by_role("button", name="On to: Schedule"))
    with walker.step("schedule"):
        expect(page.get_by_role("region", name="How it would go")).to_contain_text("3 of 4")
        walker.click(page.get_by_role("button", name="On to: Review"))
    with walker.step("review and launch"):
        walker.click(page.get_by_role("button", name="Launch"))
        expect(page.get_by_role("heading", name=f"Open day {size}", level=1)).to_be_visible()
        expect(page.get_by_role("region", name="Progress")).to_be_visible()


def _tell(size: str, walker: Walker) -> float:
    whole = sum(seconds for _, seconds, _ in walker.steps)
    lines = [f"{name:20} {seconds:6.1f} s, of them Tidings {seconds - own:5.1f} s" for name, seconds, own in walker.steps]
    lines.append(f"{size}: {whole:.0f} s from signing in to a launched campaign, of {GOAL_S:.0f} s at most")
    sys.stdout.write("\n".join(lines) + "\n")
    return whole


if __name__ == "__main__":
    sys.exit(main())
