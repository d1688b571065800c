"""The README's pictures, taken of a whole Tidings beside a simulator: `make screenshots`.

Nobody is shown by name: campaigns, figures and texts only. A picture is small enough for a repository, or this fails.
"""

import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, StorageState, ViewportSize

from support.databases import cloned, migrated_template, running_server
from support.system import Stage, Story, people
from web.browsers import ROOT, chromium

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
DESK, PHONE = (1200, 760), (390, 760)
Scheme = Literal["light", "dark"]
PICTURES: Sequence[tuple[str, str, tuple[int, int], Scheme]] = (
    ("home", "", DESK, "light"),
    ("campaign", "/campaigns/{campaign}", DESK, "light"),
    ("home-phone", "", PHONE, "dark"),
    ("campaign-phone", "/campaigns/{campaign}", PHONE, "light"),
)
"""Names, pages of the organisation, sizes and themes."""
_DAYS = 2
_CALM_MS = 800  # fonts and the live connection


def main() -> int:
    """Take all pictures anew; return the exit code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _furnished() as (story, campaign), chromium() as browser:
        way_in = _way_in(story)
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(way_in)
            page.wait_for_url("**/app/o/*")
            state = context.storage_state()
        for name, path, size, scheme in PICTURES:
            _take(browser, state, f"{story.system.api.base}/app/o/default{path.format(campaign=campaign)}", FOLDER / f"{name}.png", size, scheme)
    heavy = [each.name for each in FOLDER.glob("*.png") if each.stat().st_size > MOST_BYTES]
    if heavy:
        sys.stderr.write(f"Larger than {MOST_BYTES} bytes: {', '.join(heavy)}\n")
    return 1 if heavy else 0


@contextmanager
def _furnished() -> Generator[tuple[Story, str]]:
    """Give a Tidings in which a campaign has run for two days, and a second one has begun."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running_server(folder / "postgres"))
        url = stack.enter_context(cloned(server, stack.enter_context(migrated_template(server))))
        story = Stage(folder, url, stack)()
        first = story.campaign(people(1200), daily_send_limit=250)
        for _ in range(_DAYS):
            story.settle()
            story.move(story.system.clock.now() + timedelta(days=1))
        story.campaign(people(90, 2000), template="welcome_sms", daily_send_limit=60, priority=2)
        story.settle()
        yield story, first.id


def _way_in(story: Story) -> str:
    """Make an owner and return a link that signs them in."""
    program = Path(sys.executable).with_name("tidings")
    for words in (["invite", "owner@example.com", "--name", "Owner", "--role", "owner"], ["link", "owner@example.com", "--sign-in"]):
        done = subprocess.run([program, "users", *words], env=dict(story.system.environment), capture_output=True, text=True, check=True)  # noqa: S603 - our command
    return done.stdout.strip()


def _take(browser: Browser, state: StorageState, address: str, file: Path, size: tuple[int, int], scheme: Scheme) -> None:
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    with browser.new_context(viewport=viewport, locale="en-GB", color_scheme=scheme, reduced_motion="reduce", storage_state=state) as context:
        page = context.new_page()
        page.goto(address)
        page.locator("h1").wait_for()
        page.wait_for_function("() => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null")
        page.wait_for_timeout(_CALM_MS)
        page.screenshot(path=file)


if __name__ == "__main__":
    sys.exit(main())
