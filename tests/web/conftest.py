"""A browser and a furnished house for all stories, a fresh context and its watch for each.

Playwright ends with the last of them (tests/conftest.py keeps them together): while it runs, its loop is the thread's, and no
asynchronous test could follow.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from support.databases import cloned
from tidings.apps.api.webapp.routes import BUILT
from web.browsers import chromium_of
from web.house import House, furnished_house
from web.screens import TOLD_ON, browsing, watched
from web.watching import Watch


@pytest.fixture(scope="package")
def player() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(player: Playwright) -> Iterator[Browser]:
    with chromium_of(player) as browser:
        yield browser


@pytest.fixture(scope="session")
def house(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    assert (BUILT / "index.html").is_file(), "The web app is not built: run `make setup` on a machine that reaches npm's registry."
    with cloned(server_url, template) as url, furnished_house(url, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="package")
def owner(browser: Browser, house: House) -> str:
    """The cookies of an owner who signed in once, as a file."""
    return _kept(browser, house, "owner@example.com")


@pytest.fixture(scope="package")
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


@pytest.fixture(params=TOLD_ON)
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def opened(browser: Browser, size: str) -> Iterator[Callable[..., Watch]]:
    """Open pages of this size; at the end no page may have complained."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_page(address: str, *, signed_in: str | None = None, locale: str = "en-GB", scheme: str = "light") -> Watch:
        contexts.append(browsing(browser, size, signed_in=signed_in, locale=locale, scheme=scheme))
        watches.append(watched(contexts[-1], size, address))
        return watches[-1]

    yield open_page
    for context in contexts:
        context.close()
    assert [each for watch in watches for each in watch.complaints] == []
