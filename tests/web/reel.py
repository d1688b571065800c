"""What is kept of a story: screens in their order, and moments."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, ViewportSize, expect

from web.town import Town

DESK: ViewportSize = {"width": 1200, "height": 760}
PHONE: ViewportSize = {"width": 390, "height": 760}
_PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.005


class Reel:
    """What is kept of a story: its screens, numbered in their order, and its moments."""

    def __init__(self, town: Town, browser: Browser, folder: Path, locale: str) -> None:
        self.town = town
        self.api = town.story.system.api
        self._browser = browser
        self._folder = folder
        self._locale = locale
        self._shots = 0
        self.failed: list[str] = []

    @contextmanager
    def opened(self, address: str, size: ViewportSize) -> Generator[Page]:
        """Give a page of this size at an address."""
        with self._browser.new_context(viewport=size, locale=self._locale, timezone_id="Europe/Paris", reduced_motion="reduce") as context:
            page = context.new_page()
            page.goto(address)
            yield page

    @contextmanager
    def desk(self, who: str, path: str, size: ViewportSize = DESK) -> Generator[Page]:
        """Sign somebody of the house in and go to a page of theirs."""
        with self.opened(self.town.signing_in(f"{who}@example.com", "owner"), size) as page:
            page.wait_for_url("**/o/default**")
            page.goto(f"{self.town.app}/o/default{path}")
            yield page

    def phone(self, page: Page, number: str) -> None:
        """Open somebody's phone on a page that is signed in."""
        page.goto(f"{self.town.app}/o/default/simulator?open={quote(number)}")
        expect(page.get_by_role("article", name=f"{number}")).to_be_visible()

    def shoot(self, page: Page, name: str, what: str) -> None:
        """Keep a screen, and say what it shows."""
        page.wait_for_load_state("networkidle")
        page.wait_for_function("() => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null")
        if "/simulator" in page.url:
            page.get_by_role("article").first.evaluate("phone => phone.scrollIntoView({ block: 'end' })")
        self._shots += 1
        file = self._folder / f"{self._shots:02}-{name}.png"
        page.screenshot(path=file)
        self.say(f"{file.name:34} {what}")

    def say(self, sentence: str) -> None:
        """Tell a line of the story."""
        sys.stdout.write(f"  {sentence}\n")
        sys.stdout.flush()

    def until(self, condition: Callable[[], bool], what: str) -> float:
        """Wait until something is so and return for how many milliseconds."""
        began = time.monotonic()
        while not condition():
            if time.monotonic() - began > _PATIENCE_SECONDS:
                raise TimeoutError(f"It did not come about: {what}.")
            time.sleep(_POLL_SECONDS)
        return (time.monotonic() - began) * 1000

    def holds(self, what: str, ours: object, expected: object) -> None:
        """Compare what came of it with what must have."""
        self.say(f"{'holds' if ours == expected else 'DOES NOT HOLD'}: {what}: {ours}")
        if ours != expected:
            self.failed.append(what)
