"""A furnished house for all stories of a process, a browser for those of a module; a fresh context and its watch for each story.

The browser ends with the module: while Playwright runs, its loop is the thread's, and no asynchronous test could follow.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from support.databases import cloned
from tidings.apps.api.webapp.routes import BUILT
from web.browsers import chromium
from web.house import House, furnished_house
from web.watching import Watch

SIZES = {"desktop": (1280, 800), "phone": (360, 740)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def house(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    assert (BUILT / "index.html").is_file(), "The web app is not built: run `make setup` on a machine that reaches npm's registry."
    with cloned(server_url, template) as url, furnished_house(url, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def owner(browser: Browser, house: House) -> str:
    """The cookies of an owner who signed in once, as a file."""
    return _kept(browser, house, "owner@example.com")


@pytest.fixture(scope="module")
def analyst(browser: Browser, house: House) -> str:
    return _kept(browser, house, "analyst@example.com")


def _kept(browser: Browser, house: House, email: str) -> str:
    file = house.api.log.parent / f"{email}.json"
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(house.signing_in(email))
        page.wait_for_url("**/app/o/*")
        context.storage_state(path=file)
    return str(file)


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def opened(browser: Browser, size: str) -> Iterator[Callable[..., Watch]]:
    """Open pages of this size; at the end no page may have complained."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_page(address: str, *, signed_in: str | None = None, locale: str = "en-GB", scheme: str = "light") -> Watch:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, storage_state=signed_in, color_scheme="dark" if scheme == "dark" else "light"
        )
        contexts.append(context)
        page: Page = context.new_page()
        page.set_default_timeout(20_000)
        watches.append(Watch(page, size, os.environ.get("TIDINGS_SCREENSHOTS")))
        page.goto(address)
        return watches[-1]

    yield open_page
    for context in contexts:
        context.close()
    assert [each for watch in watches for each in watch.complaints] == []
