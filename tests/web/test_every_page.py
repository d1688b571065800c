"""Every page in both languages, themes and sizes: no violation by axe, nothing cut off, no complaint in the console."""

from collections.abc import Callable

import pytest

from web.house import House
from web.watching import Watch

INSIDE = {
    "home": "/o/default",
    "campaigns": "/o/default/campaigns",
    "campaign": "/o/default/campaigns/{campaign}",
    "campaign-new": "/o/default/campaigns/new",
    "campaign-recipients": "/o/default/campaigns/{campaign}/recipients",
    "campaign-schedule": "/o/default/campaigns/{campaign}/edit/schedule",
    "approvals": "/o/default/approvals",
    "decisions": "/o/default/decisions",
    "unconfirmed": "/o/default/decisions/unconfirmed",
    "templates": "/o/default/templates",
    "template": "/o/default/templates/welcome_back",
    "new-template": "/o/default/templates/new",
    "template-versions": "/o/default/templates/welcome_sms/versions",
    "contacts": "/o/default/contacts",
    "segments": "/o/default/segments",
    "new-segment": "/o/default/segments/new",
    "courses": "/o/default/courses",
    "course": "/o/default/courses/pottery-2026",
    "imports": "/o/default/imports",
    "new-import": "/o/default/imports/new",
    "suppressions": "/o/default/suppressions",
    "settings": "/o/default/settings",
    "connections": "/o/default/settings/connections",
    "new-connection": "/o/default/settings/connections/new",
    "senders": "/o/default/settings/senders",
    "prices": "/o/default/settings/prices",
    "safety": "/o/default/settings/safety",
    "rules": "/o/default/settings/rules",
    "rule-pack": "/o/default/settings/rules/FR",
    "policy": "/o/default/settings/policy",
    "wordings": "/o/default/settings/wordings",
    "members": "/o/default/settings/members",
    "keys": "/o/default/settings/keys",
    "audit": "/o/default/settings/audit",
    "organisation": "/o/default/settings/organisation",
    "retention": "/o/default/settings/retention",
    "account": "/o/default/account",
}
OUTSIDE = {"sign-in": "/sign-in", "choose-password": "/choose-password#x", "gone": "/nothing/here"}
LOOKS = [("en-GB", "light"), ("fr-FR", "dark")]
"""Each language once and each theme once: words do not change colours."""


@pytest.mark.parametrize(("locale", "scheme"), LOOKS)
@pytest.mark.parametrize("name", INSIDE)
def test_a_page_inside_is_accessible_fits_and_is_silent(
    opened: Callable[..., Watch], house: House, owner: str, name: str, locale: str, scheme: str
) -> None:
    watch = opened(house.app + INSIDE[name].format(campaign=house.campaign), signed_in=owner, locale=locale, scheme=scheme)
    watch.page.locator("h1").wait_for()
    watch.calm()
    watch.shoot(f"{name}-{locale[:2]}-{scheme}")
    watch.assert_accessible()


@pytest.mark.parametrize(("locale", "scheme"), LOOKS)
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_page_before_signing_in_is_accessible_fits_and_is_silent(
    opened: Callable[..., Watch], house: House, name: str, locale: str, scheme: str
) -> None:
    watch = opened(house.app + OUTSIDE[name], locale=locale, scheme=scheme)
    watch.page.locator("h1, h2").first.wait_for()
    watch.calm()
    watch.shoot(f"{name}-{locale[:2]}-{scheme}")
    watch.assert_accessible()
    assert watch.page.locator("html").get_attribute("lang") == locale[:2]
