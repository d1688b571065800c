"""The screens on which stories are told, and pages opened on them.

Every page is seen on both (test_every_page). A story is told on the phone, where there is less room, or `at_a_desk` if that is where people do
such a thing; those of `both_sizes` look or go another way there. `TIDINGS_SIZES=both` tells all of them twice.
"""

import os

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from web.watching import Watch

SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
ALL = os.environ.get("TIDINGS_SIZES") == "both"
TOLD_ON = tuple(SIZES) if ALL else ("phone",)
both_sizes = pytest.mark.parametrize("size", SIZES, indirect=True)
"""For a story whose way depends on the room that there is."""
at_a_desk = pytest.mark.parametrize("size", SIZES if ALL else ["desktop"], indirect=True)
"""For a story with a keyboard, files or long tables."""
_PATIENCE_MS = 20_000
"""How long a page may take on a machine that does much else; what comes about ends the waiting at once."""
expect.set_options(timeout=_PATIENCE_MS)


def browsing(browser: Browser, size: str, *, signed_in: str | None = None, locale: str = "en-GB", scheme: str = "light") -> BrowserContext:
    """Open a screen of this size for somebody: `signed_in` is the file of their cookies, `scheme` is light or dark."""
    width, height = SIZES[size]
    return browser.new_context(
        viewport={"width": width, "height": height}, locale=locale, storage_state=signed_in, color_scheme="dark" if scheme == "dark" else "light"
    )


def watched(context: BrowserContext, size: str, address: str, *expected: str) -> Watch:
    """Open a page at an address and watch it; `expected` are patterns of complaints that it causes on purpose."""
    page = context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    watch = Watch(page, size, os.environ.get("TIDINGS_SCREENSHOTS"))
    watch.expected.extend(expected)
    page.goto(address)
    return watch
