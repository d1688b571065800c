"""Every page in both sizes, languages and themes: no violation by axe, nothing cut off, no complaint in the console."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from web.house import House
from web.screens import ALL, SIZES, browsing, watched

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
    "notices": "/o/default/notices",
    "notice-kinds": "/o/default/settings/notices",
    "notice-kind": "/o/default/settings/notices/repair_ready",
    "new-notice-kind": "/o/default/settings/notices/new",
    "inbox": "/o/default/inbox",
    "inbox-teams": "/o/default/settings/teams",
    "inbox-answers": "/o/default/settings/answers",
    "inbox-figures": "/o/default/inbox/figures",
    "inbox-automatic": "/o/default/settings/automatic",
    "inbox-automatic-new": "/o/default/settings/automatic/new",
    "inbox-automatic-one": "/o/default/settings/automatic/{answer}",
    "inbox-settings": "/o/default/settings/inbox",
    "repairs": "/o/default/repairs",
    "repairs-board": "/o/default/repairs?view=board",
    "new-ticket": "/o/default/repairs/new",
    "ticket": "/o/default/repairs/{ticket}",
    "repair-figures": "/o/default/repairs/figures",
    "repair-shop": "/o/default/repairs/shop",
    "templates": "/o/default/templates",
    "template": "/o/default/templates/welcome_back",
    "new-template": "/o/default/templates/new",
    "template-versions": "/o/default/templates/welcome_sms/versions",
    "contacts": "/o/default/contacts",
    "segments": "/o/default/segments",
    "new-segment": "/o/default/segments/new",
    "courses": "/o/default/courses",
    "course": "/o/default/courses/pottery-2026",
    "waitlist": "/o/default/waitlist",
    "waitlist-slot": "/o/default/waitlist/slots/{slot}",
    "waitlist-bookings": "/o/default/waitlist/bookings",
    "waitlist-people": "/o/default/waitlist/people",
    "waitlist-person": "/o/default/waitlist/people/{waits}",
    "waitlist-offers": "/o/default/waitlist/offers",
    "waitlist-figures": "/o/default/waitlist/figures",
    "waitlist-setup": "/o/default/waitlist/setup",
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
OUTSIDE = {"sign-in": "/sign-in", "choose-password": "/choose-password#{secret}", "dead-link": "/choose-password#x", "gone": "/nothing/here"}
COMPLAINTS = {"dead-link": ["401"]}
"""What a browser complains of on purpose: it tells of every answer that refuses."""
FEWEST = [("desktop", "en-GB", "light"), ("phone", "fr-FR", "dark")]
"""Each size, language and theme once, the longer words in the smaller room: words do not change colours, and colours need no room."""
LOOKS = [(size, locale, scheme) for size in SIZES for _, locale, scheme in FEWEST] if ALL else FEWEST


@pytest.fixture(scope="module")
def screens(browser: Browser, owner: str) -> Iterator[Callable[..., BrowserContext]]:
    """The owner's screens, one for each look, and strangers': what one page brought is there for the next."""
    made: dict[tuple[str, ...], BrowserContext] = {}

    def screen(*look: str, inside: bool) -> BrowserContext:
        if (*look, str(inside)) not in made:
            size, locale, scheme = look
            made[*look, str(inside)] = browsing(browser, size, signed_in=owner if inside else None, locale=locale, scheme=scheme)
        return made[*look, str(inside)]

    yield screen
    for context in made.values():
        context.close()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
@pytest.mark.parametrize("name", INSIDE | OUTSIDE)
def test_a_page_is_accessible_fits_and_is_silent(screens: Callable[..., BrowserContext], house: House, name: str, look: tuple[str, str, str]) -> None:
    size, locale, scheme = look
    inside = name in INSIDE
    path = (INSIDE | OUTSIDE)[name]
    secret = house.invited("invited-to-look@example.com", "analyst").partition("#")[2] if "{secret}" in path else ""
    watch = watched(
        screens(*look, inside=inside),
        size,
        house.app + path.format(campaign=house.campaign, slot=house.slot, waits=house.waits, ticket=house.ticket, answer=house.answer, secret=secret),
        *COMPLAINTS.get(name, ()),
    )
    watch.page.locator("h1" if inside else "h1, h2").first.wait_for()
    watch.calm()
    watch.shoot(f"{name}-{locale[:2]}-{scheme}")
    watch.assert_accessible()
    assert watch.page.locator("html").get_attribute("lang") == locale[:2]
    watch.page.close()
    assert watch.complaints == []
