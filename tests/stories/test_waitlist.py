"""Many people answer YES to one slot at the same second, by SMS and by page on four API processes: one has it, and all are told.

The whole: TIDINGS_RACE=200 .venv/bin/pytest -n0 -s tests/stories/test_waitlist.py, which prints its counts.
"""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from support.system import Stage, Story, people
from tidings.apps.demo.client import Client, Json
from tidings.simulator.settings import SENDER_NUMBER

PEOPLE = int(os.environ.get("TIDINGS_RACE", "24"))
FORM = "application/x-www-form-urlencoded"


def test_one_of_many_who_answer_at_once_has_the_slot_and_each_is_told_what_became_of_their_answer(stage: Stage) -> None:
    story = _open(stage, at_once=PEOPLE)
    doors = [story.system.api, *(story.system.start_another_api() for _ in range(3))]
    numbers = people(PEOPLE)
    slot = _slot_for(story, numbers)
    _until(story, lambda: len(_offers(story, slot)) == PEOPLE and all(each["left_at"] for each in _offers(story, slot)), 120)
    by_page, by_sms = numbers[::2], numbers[1::2]
    links = {number: urlsplit(_link(story, number)).path for number in by_page}
    forms = {number: _form(doors[place % 4], links[number]) for place, number in enumerate(by_page)}
    began = time.monotonic()
    with ThreadPoolExecutor(32) as hands:
        said = [hands.submit(story.says, number, "YES", SENDER_NUMBER) for number in by_sms]
        pages = [hands.submit(_press, doors[place % 4], links[number], forms[number]) for place, number in enumerate(by_page)]
        told = Counter(each.result() for each in pages)
        for each in said:
            each.result()
    _until(story, lambda: all(each["answered_at"] for each in _offers(story, slot)), 120)
    took = time.monotonic() - began
    _until(story, lambda: all(len(story.got(number)) == 2 for number in by_sms), 120)
    bookings = story.system.api.get(f"/waitlist/bookings?slot_id={slot}")["items"]
    told += Counter(_told(story.got(number)[-1]) for number in by_sms)
    sys.stdout.write(f"\n{PEOPLE} YES on four processes: {len(bookings)} booking, told {dict(told)}, all decided in {took:.1f} s\n")
    assert len(bookings) == 1
    assert told == {"booked": 1, "taken": PEOPLE - 1}
    assert story.report()["duplicates"] == 0


def test_a_worker_killed_between_booking_and_reply_leaves_one_booking_and_one_reply(stage: Stage) -> None:
    story = _open(stage, at_once=1)
    (number,) = people(1)
    slot = _slot_for(story, [number])
    _until(story, lambda: bool(_offers(story, slot)) and _offers(story, slot)[0]["left_at"] is not None)
    story.provider(twilio={"trouble": {"latency_ms": 1500}})
    story.says(number, "YES", SENDER_NUMBER)
    _until(story, lambda: _state(story, slot) == "booked")
    while story.system.workers:
        story.system.kill_worker()
    story.provider(twilio={"trouble": {"latency_ms": 0}})
    story.system.start_worker()
    _until(story, lambda: len(story.got(number)) == 2)
    for _ in range(5):
        story.system.clock.advance(timedelta(minutes=2))
        time.sleep(0.3)
    assert len(story.got(number)) == 2
    assert len(story.system.api.get(f"/waitlist/bookings?slot_id={slot}")["items"]) == 1
    assert story.report()["duplicates"] == 0


def _open(stage: Stage, *, at_once: int) -> Story:
    """Start everything, with a service whose offers bring their link by SMS, too; people are asked at any hour."""
    story = stage(workers=2, SMS_RATE_LIMIT_PER_HOUR="100000")
    api = story.system.api
    api.post("/waitlist/services", {"name": "Haircut", "minutes": 30})
    text = {"name": "waitlist_offer_sms", "channel": "sms", "purpose": "transactional", "body": {"text": "{{ service }}: {{ link }}"}}
    for locale in ("en", "fr"):
        api.post("/templates", {**text, "locale": locale})
    api.put("/waitlist/settings", {"at_once": at_once, "hold_minutes": 60, "opens": "00:00", "closes": "00:00"})
    return story


def _slot_for(story: Story, numbers: Sequence[str]) -> str:
    """Put people on the list, and free a slot for one of them."""
    api = story.system.api
    (service,) = api.get("/waitlist/services")["items"]
    for number in numbers:
        contact = api.post("/contacts", {"phones": [{"number": number}]})
        entry = {"contact_id": contact["id"], "service_id": service["id"]}
        api.post("/waitlist/entries", entry)  # they have not agreed yet: nobody is told that they are on the list
        api.ask("PATCH", f"/contacts/{contact['id']}/notification-preferences", {"notificationPreferences": {"smsEnabled": True}})
    starts_at = story.system.clock.now() + timedelta(days=2)
    return api.post("/waitlist/slots", {"service_id": service["id"], "starts_at": starts_at.isoformat()})["id"]


def _offers(story: Story, slot: str) -> list[Json]:
    return story.system.api.get(f"/waitlist/offers?slot_id={slot}&limit=500")["items"]


def _state(story: Story, slot: str) -> str:
    return story.system.api.get(f"/waitlist/slots/{slot}")["state"]


def _link(story: Story, number: str) -> str:
    (text,) = story.got(number)
    return text.rpartition(" ")[2]


def _form(door: Client, path: str) -> str:
    found = re.search(r'name="form" value="([^"]+)"', door.send("GET", path).decode())
    assert found
    return found[1]


def _press(door: Client, path: str, form: str) -> str:
    """Press the button that books, and return what the page says."""
    page = door.send("POST", path, urlencode({"form": form, "answer": "yes"}).encode(), FORM).decode()
    return "booked" if "It is booked for you" in page else "taken" if "somebody else has it" in page else page


def _told(text: str) -> str:
    """Return what an SMS says, in English or French."""
    return "booked" if "booked" in text or "réservé" in text else "taken" if "taken" in text or "déjà pris" in text else text


def _until(story: Story, condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let business time go on, about as fast as people's watches, until something is so."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come about in time"
        story.system.clock.advance(timedelta(seconds=1))
        time.sleep(0.3)
