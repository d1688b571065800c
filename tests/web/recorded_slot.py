"""The story of a freed slot: offered by WhatsApp's buttons, passed on by No, lost on WhatsApp and said by SMS, booked by YES, once."""

import time
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from tidings.apps.demo.approving import approve
from tidings.apps.demo.client import Json
from tidings.simulator.settings import SENDER_NUMBER
from web.reel import Reel

_WAITS_MS = 30_000
BOOKED, FIRST, SECOND = "+33612000001", "+33612000002", "+33612000003"
_PEOPLE = ((BOOKED, "Iris", "Moreau"), (FIRST, "Nora", "Petit"), (SECOND, "Paul", "Martin"))


def play(reel: Reel) -> None:
    """Play it. Nora is asked before Paul; Paul's WhatsApp can't be reached, his SMS can."""
    slot = _salon(reel)
    with reel.desk("salon", "/waitlist") as board, reel.desk("visitor", "/simulator") as phones:
        _freed(reel, board)
        _declined(reel, phones, board)
        _fallen_back(reel, phones, slot)
        _booked(reel, phones, board, slot)
        _too_late(reel, phones, slot)
        _looked_at(reel, board, slot)


def _salon(reel: Reel) -> str:
    """Make a service, three people, and a slot that the first of them has while the others wait."""
    api = reel.api
    api.ask("PATCH", "/organisation", {"name": "Salon Iris"})
    service = api.post("/waitlist/services", {"name": "Haircut", "minutes": 30, "price": "35.00"})["id"]
    approve(reel.town.story.system, "waitlist")
    people: list[str] = []
    for number, first, last in _PEOPLE:
        told = {"first_name": first, "last_name": last, "country": "FR", "locale": "en", "phones": [{"number": number}]}
        people.append(api.post("/contacts", told)["id"])
        agreed = {"smsEnabled": True, "whatsappEnabled": True}
        api.ask("PATCH", f"/contacts/{people[-1]}/notification-preferences", {"notificationPreferences": agreed})
    begins = (reel.town.story.system.clock.now() + timedelta(hours=5)).replace(minute=0, second=0, microsecond=0)
    slot = api.post("/waitlist/slots", {"service_id": service, "starts_at": begins.isoformat()})["id"]
    api.post("/waitlist/bookings", {"slot_id": slot, "contact_id": people[0]})
    for contact in people[1:]:
        api.post("/waitlist/entries", {"contact_id": contact, "service_id": service})
    reel.until(lambda: all(_texts(reel, number) for number in (FIRST, SECOND)), "people are told that they are on the list")
    return slot


def _freed(reel: Reel, board: Page) -> None:
    card = _card(board)
    expect(card).to_contain_text("Iris Moreau", timeout=_WAITS_MS)
    reel.shoot(board, "booked", "the day: Iris has the slot")
    card.get_by_role("button", name="Free it").click()
    expect(board.get_by_role("dialog")).to_contain_text("Next to be asked: Nora Petit.")
    reel.shoot(board, "freeing", "freeing it says who is asked next")
    before = len(_texts(reel, FIRST))
    began = time.monotonic()
    board.get_by_role("button", name="Free it and tell them").click()
    reel.until(lambda: len(_texts(reel, FIRST)) > before, "Nora is asked")
    reel.say(f"-> from the click that freed it to Nora's phone: {(time.monotonic() - began) * 1000:.0f} ms")
    expect(card.get_by_role("timer")).to_contain_text("left", timeout=_WAITS_MS)
    reel.shoot(board, "offered", "held for Nora, for ten minutes from when her message left")


def _declined(reel: Reel, phones: Page, board: Page) -> None:
    """Nora presses No; from now on Paul's phone is not reached until his WhatsApp was lost."""
    reel.phone(phones, FIRST)
    phone = phones.get_by_role("article")
    expect(phone.get_by_role("button", name="Yes", exact=True).last).to_be_visible(timeout=_WAITS_MS)
    reel.shoot(phones, "buttons", "Nora's phone: the offer with its two buttons, by WhatsApp")
    _reach(reel, SECOND, reached=False)
    asked = len(_texts(reel, SECOND))
    began = time.monotonic()
    phone.get_by_role("button", name="No", exact=True).last.click()
    reel.until(lambda: len(_texts(reel, SECOND)) > asked, "Paul is asked")
    reel.say(f"-> from Nora's No to the offer to Paul: {(time.monotonic() - began) * 1000:.0f} ms")
    _reach(reel, SECOND, reached=True)
    expect(_card(board)).to_contain_text("Nora Petit said no", timeout=_WAITS_MS)
    expect(phone).to_contain_text("somebody else gets", timeout=_WAITS_MS)
    reel.shoot(phones, "no", "Nora pressed No, and is told what becomes of it")


def _fallen_back(reel: Reel, phones: Page, slot: str) -> None:
    """Paul's WhatsApp was lost after it was accepted: the SMS follows."""
    reel.until(lambda: _offer(reel, slot)["channel"] == "sms", "the offer falls back to SMS")
    reel.until(lambda: _lines(reel, SECOND)[-1]["line"] == "twilio_sms", "the SMS arrives")
    notice = reel.api.get(f"/notices/{_offer(reel, slot)['notice_id']}")
    reel.holds("channels of Paul's offer", [each["channel"] for each in notice["attempts"]], ["whatsapp", "sms"])
    reel.phone(phones, SECOND)
    phone = phones.get_by_role("article")
    phone.get_by_text("SMS", exact=True).first.click()
    expect(phone.get_by_role("listitem").last).to_contain_text("Reply YES", timeout=_WAITS_MS)
    reel.shoot(phones, "sms", "Paul's phone: WhatsApp was lost, and the same offer came by SMS")


def _booked(reel: Reel, phones: Page, board: Page, slot: str) -> None:
    """Paul writes YES in his time."""
    before = len(_texts(reel, SECOND))
    phones.get_by_label(f"Write as {SECOND}").fill("Yes")
    began = time.monotonic()
    phones.keyboard.press("Enter")
    reel.until(lambda: reel.api.get(f"/waitlist/slots/{slot}")["state"] == "booked", "the slot is booked")
    booked = (time.monotonic() - began) * 1000
    reel.until(lambda: len(_texts(reel, SECOND)) > before, "Paul is told")
    reel.say(f"-> from Paul's YES to the booking: {booked:.0f} ms, to the reply on his phone: {(time.monotonic() - began) * 1000:.0f} ms")
    expect(phones.get_by_role("article").get_by_role("listitem").last).to_contain_text("booked", timeout=_WAITS_MS)
    reel.shoot(phones, "yes", "Paul wrote YES, and is told that it is booked")
    expect(_card(board)).to_contain_text("Paul Martin", timeout=_WAITS_MS)
    reel.shoot(board, "board", "the day, followed live: Paul has the slot")


def _too_late(reel: Reel, phones: Page, slot: str) -> None:
    """Nora wants it after her own No, and Paul repeats himself: there is one booking."""
    before = len(_texts(reel, FIRST))
    reel.phone(phones, FIRST)
    phones.get_by_role("article").get_by_role("button", name="Yes", exact=True).last.click()
    reel.until(lambda: len(_texts(reel, FIRST)) > before, "Nora is told")
    reel.town.story.says(SECOND, "YES", SENDER_NUMBER)
    reel.town.story.settle()
    expect(phones.get_by_role("article").get_by_role("listitem").last).to_contain_text("somebody else gets", timeout=_WAITS_MS)
    reel.shoot(phones, "late", "Nora presses Yes after her own No, and is told again that somebody else gets it")
    bookings = [each for each in reel.api.rows(f"/waitlist/bookings?slot_id={slot}") if each["state"] == "booked"]
    reel.holds("bookings of the slot after a second YES and a late one", len(bookings), 1)
    offers = [
        each["line"] for number in (FIRST, SECOND) for each in _lines(reel, number) if "is free" in each["text"] and "waitlist of" not in each["text"]
    ]
    reel.holds("offers by the simulator's books: Nora's, and Paul's two, of which the first was lost", offers, ["meta", "meta", "twilio_sms"])


def _looked_at(reel: Reel, board: Page, slot: str) -> None:
    board.goto(f"{reel.town.app}/o/default/waitlist/slots/{slot}")
    expect(board.get_by_role("region", name="Who was asked").get_by_role("listitem").first).to_be_visible(timeout=_WAITS_MS)
    expect(board.get_by_role("region", name="Who was asked")).to_contain_text("Said no first, and yes after all")
    reel.shoot(board, "asked", "the slot: who was asked in which order, and what they said")
    board.goto(f"{reel.town.app}/o/default/notices/{_offer(reel, slot)['notice_id']}")
    expect(board.get_by_role("main")).to_contain_text("SMS", timeout=_WAITS_MS)
    reel.shoot(board, "notice", "Paul's offer: the WhatsApp that failed, why, and the SMS that followed")


def _card(board: Page) -> Locator:
    return board.get_by_role("list", name="Slots of").get_by_role("listitem").first


def _reach(reel: Reel, number: str, *, reached: bool) -> None:
    reel.town.story.system.simulator.post(f"/_/people/{number}/reach", {"unreachable": not reached})


def _lines(reel: Reel, number: str) -> list[Json]:
    return reel.town.story.system.simulator.get(f"/_/phone/{number}")["conversation"]


def _texts(reel: Reel, number: str) -> list[str]:
    return reel.town.story.got(number)


def _offer(reel: Reel, slot: str) -> Json:
    """Return the newest offer of the slot."""
    return max(reel.api.rows(f"/waitlist/offers?slot_id={slot}"), key=lambda each: each["offered_at"])
