"""The main way through the app in Firefox and WebKit: in, Home, a campaign, search, contacts, another language.

Skipped, with the reason, where the machine has no such browser.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from web.browsers import OTHERS, NoBrowser, other
from web.conftest import SIZES
from web.house import CAMPAIGN, House
from web.watching import Watch


@pytest.fixture(scope="module", params=OTHERS)
def stranger(request: pytest.FixtureRequest) -> Iterator[Browser]:
    try:
        with other(request.param) as browser:
            yield browser
    except NoBrowser as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize("size", SIZES)
def test_the_main_way_through_the_app_is_open_in_other_browsers(stranger: Browser, house: House, size: str) -> None:
    width, height = SIZES[size]
    with stranger.new_context(viewport={"width": width, "height": height}, locale="en-GB") as context:
        page = context.new_page()
        watch = Watch(page, size, None)
        page.goto(house.signing_in("owner@example.com"))
        expect(page.get_by_role("heading", name="Home", level=1)).to_be_visible()
        page.get_by_role("region", name="Runs now").get_by_role("link", name=CAMPAIGN).click()
        expect(page.get_by_role("region", name="Progress")).to_contain_text("Not allowed")
        page.keyboard.press("Control+k")
        page.get_by_role("combobox").fill("contacts")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Contacts", level=1)).to_be_visible()
        expect(page.get_by_text("Ada Lovelace")).to_be_visible()
        page.goto(f"{house.app}/o/default/account")
        page.get_by_text("Français", exact=True).click()
        expect(page.get_by_role("heading", name="Votre compte")).to_be_visible()
        watch.assert_accessible()
        assert watch.complaints == []
