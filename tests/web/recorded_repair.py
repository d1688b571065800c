"""The story of a walk-in without an email: welcomed by SMS within seconds of the ticket, registered by the link in it."""

import re
import statistics
import time

from playwright.sync_api import Page, expect

from web.reel import PHONE, Reel

WITHIN_MS = 5_000
"""SPEC I1: from the ticket to the phone."""
SERIES = 10
_WAITS_MS = 30_000
_NUMBER = "+33613000001"
_DEVICE = {"kind": "phone", "brand": "Apple", "model": "iPhone 13", "problem": "Écran cassé"}


def play(reel: Reel) -> None:
    """Play it, and then a series of other walk-ins for the figures."""
    reel.api.ask("PATCH", "/organisation", {"name": "Repar'Tout"})
    reel.api.post("/repairs/setup", {})
    with reel.desk("boutique", "/repairs/new") as counter:
        _taken_in(reel, counter)
    with reel.desk("boutique", "/simulator") as phones:
        reel.phone(phones, _NUMBER)
        expect(phones.get_by_role("article").get_by_role("listitem").last).to_contain_text("dossier", timeout=_WAITS_MS)
        reel.shoot(phones, "welcome", "the walk-in's phone: the welcome, with the link to register")
        _registered(reel)
        (ticket,) = reel.api.rows("/repairs/tickets")
        phones.goto(f"{reel.town.app}/o/default/contacts/{ticket['contact_id']}")
        expect(phones.get_by_role("main")).to_contain_text("Martin", timeout=_WAITS_MS)
        reel.shoot(phones, "contact", "the app: the person, as they registered")
        notice = reel.api.rows(f"/notices?contact_id={ticket['contact_id']}")[0]
        phones.goto(f"{reel.town.app}/o/default/notices/{notice['id']}")
        expect(phones.get_by_role("main")).to_contain_text("SMS", timeout=_WAITS_MS)
        reel.shoot(phones, "notice", "the app: the welcome as a notice, delivered by SMS")
    _series(reel)


def _taken_in(reel: Reel, counter: Page) -> None:
    """Take the device in at the counter, and see on the ticket that the welcome arrived."""
    counter.get_by_label("Téléphone", exact=True).fill("06 13 00 00 01")
    counter.get_by_label("SMS").check()
    counter.get_by_label("Prénom").fill("Jo")
    counter.get_by_label("Marque").fill(_DEVICE["brand"])
    counter.get_by_label("Modèle").fill(_DEVICE["model"])
    counter.get_by_label("La panne").fill(_DEVICE["problem"])
    reel.shoot(counter, "counter", "the counter: a phone and the device are enough, and the owner agreed to texts")
    began = time.monotonic()
    counter.get_by_role("button", name="Enregistrer").click()
    reel.until(lambda: reel.town.story.got(_NUMBER) != [], "the welcome arrives")
    reel.say(f"-> from the click at the counter to the phone: {(time.monotonic() - began) * 1000:.0f} ms of {WITHIN_MS} ms at most")
    told = counter.get_by_role("region", name="Ce que le client a reçu")
    expect(told.get_by_role("listitem").first).to_contain_text("arrivé", timeout=_WAITS_MS)
    told.scroll_into_view_if_needed()
    reel.shoot(counter, "ticket", "the ticket, followed live: the welcome arrived")


def _welcomed(reel: Reel, number: str) -> float:
    """Open a ticket, as `tidings repairs open` does, and return after how many milliseconds the phone had the welcome."""
    began = time.monotonic()
    reel.api.post("/repairs/tickets", {"owner": {"first_name": "Jo", "phone": number, "agreed": ["sms"]}, "device": _DEVICE})
    reel.until(lambda: reel.town.story.got(number) != [], "the welcome arrives")
    return (time.monotonic() - began) * 1000


def _registered(reel: Reel) -> None:
    """Follow the link on the phone and register."""
    (text,) = reel.town.story.got(_NUMBER)
    path = re.search(r"/r/[\w-]+", text)
    assert path, text
    with reel.opened(reel.api.base + path[0], PHONE) as page:
        expect(page.get_by_role("button", name="Enregistrer").or_(page.locator("button.first"))).to_be_visible()
        reel.shoot(page, "register", "the page of the link: what is known is filled in, nothing is ticked but what was said at the counter")
        page.locator("#last_name").fill("Martin")
        sms = page.locator("input[name=box][value='transactional:sms']")
        sms.check()
        sms.scroll_into_view_if_needed()
        reel.shoot(page, "channels", "the channels, each with the words that are kept as proof")
        page.locator("button.first").click()
        page.wait_for_load_state()
        reel.shoot(page, "registered", "registered")


def _series(reel: Reel) -> None:
    """Welcome more walk-ins, one after the other, for the spread."""
    took = sorted(_welcomed(reel, each) for each in _others())
    reel.say(f"-> {SERIES} more walk-ins: {took[0]:.0f} ms at least, {statistics.median(took):.0f} ms in the median, {took[-1]:.0f} ms at most")
    reel.holds(f"walk-ins welcomed within {WITHIN_MS} ms", sum(each < WITHIN_MS for each in took), SERIES)
    got = [len(reel.town.story.got(each)) for each in (_NUMBER, *_others())]
    reel.holds("messages on each walk-in's phone, by the simulator's books", got, [1] * (SERIES + 1))


def _others() -> list[str]:
    return [f"+336130001{each:02}" for each in range(SERIES)]
