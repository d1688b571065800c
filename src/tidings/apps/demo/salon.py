"""A small salon with a waitlist: services, staff, slots of a day, people who wait, and an offer that a visitor can answer on a phone."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tidings.apps.demo.approving import approve
from tidings.apps.demo.client import Client, Json
from tidings.apps.demo.days import move
from tidings.apps.demo.everyday import FRENCH, LEARNERS
from tidings.apps.demo.system import System
from tidings.kernel.errors import Busy
from tidings.simulator.settings import SENDER_NUMBER

PEOPLE = 14
"""Of whom the salon knows the number; the first four have come or are booked before anybody else waits."""
_HELD = 60
"""Minutes: a visitor looks round before they answer."""
_NOT_TO_ASK: Json = {"hold_minutes": _HELD, "opens": "00:00", "closes": "00:00", "notice_minutes": 15}
_NAME = "Maison Vasseur"
"""What the shop is called on phones and public pages."""
_TIER = 2_000
"""What WhatsApp allows after forty good days: the campaign used its 250 people up, and those who wait are others."""
_BY_WHATSAPP = 4
"""From this one on people may be asked by WhatsApp, too, with buttons; those before answer by a word."""
_FIRST_HOUR, _LAST_HOUR = 8, 15
_PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.1
_HALF = timedelta(minutes=30)
_HOURS = [{"weekday": day, "opens": "09:00", "closes": "19:00"} for day in range(2, 7)]

WISHES: Sequence[Json] = (
    {"weekdays": [7]},
    {},
    {"earliest": "21:00"},
    {"party": 2},
    {},
)
"""What people wait for, in their order: the second is asked first, since the day does not suit the one before."""


@dataclass(frozen=True, slots=True)
class Salon:
    """What a visitor may try: whose phone has an offer that nobody has answered."""

    number: str
    slot: str


@dataclass(frozen=True, slots=True)
class _House:
    """What is made first."""

    system: System
    service: str
    staff: Sequence[str]
    people: Sequence[str]

    @property
    def api(self) -> Client:
        """The public API."""
        return self.system.api

    def slot(self, begins: datetime, staff: int) -> str:
        """Make a slot with somebody of the staff."""
        asked = {"service_id": self.service, "staff_id": self.staff[staff], "starts_at": begins.isoformat()}
        return self.api.post("/waitlist/slots", asked)["id"]

    def waits(self, person: int, wishes: Json, priority: int = 5) -> None:
        """Put somebody on the list."""
        asked = {"contact_id": self.people[person], "service_id": self.service, "wishes": wishes, "priority": priority}
        self.api.post("/waitlist/entries", asked)

    def books(self, slot: str, person: int) -> str:
        """Book a slot at the counter."""
        return self.api.post("/waitlist/bookings", {"slot_id": slot, "contact_id": self.people[person]})["id"]


def salon_people(numbers: Sequence[str]) -> Sequence[str]:
    """Return whom of the shop's customers the salon knows: others than those who learn something."""
    return [each for each in numbers if each.startswith(FRENCH)][LEARNERS : LEARNERS + PEOPLE]


def open_salon(system: System, numbers: Sequence[str]) -> Salon:
    """Make the salon with its people and return what a visitor may try. Business time moves on by an hour. Raises Declined, Busy."""
    house = _furnished(system, numbers)
    _yesterdays_work(house, numbers)
    freed = _a_day(house)
    for place, wishes in enumerate(WISHES):
        house.waits(4 + place, wishes, priority=4 if place == 0 else 5)
    system.api.post(f"/waitlist/bookings/{freed}/cancel")
    return _asked(house, numbers)


def _furnished(system: System, numbers: Sequence[str]) -> _House:
    """Make services, staff and how people are asked; all agree to be told by SMS, most by WhatsApp, too, whose texts are approved."""
    api = system.api
    api.ask("PATCH", "/organisation", {"name": _NAME})
    system.simulator.put("/_/settings", {"meta": {"tier": _TIER}})
    cut = api.post("/waitlist/services", {"name": "Coupe", "minutes": 30, "price": "32.00"})["id"]
    api.post("/waitlist/services", {"name": "Couleur", "minutes": 90, "price": "78.00"})
    api.put("/waitlist/settings", _NOT_TO_ASK)
    staff = [api.post("/waitlist/staff", {"name": name, "hours": _HOURS})["id"] for name in ("Inès", "Marc")]
    people = [api.get(f"/contacts?phone={quote(number)}")["items"][0]["id"] for number in numbers]
    for place, each in enumerate(people):
        agreed = {"smsEnabled": True, "whatsappEnabled": place >= _BY_WHATSAPP}
        api.ask("PATCH", f"/contacts/{each}/notification-preferences", {"notificationPreferences": agreed})
    approve(system, "waitlist")
    return _House(system, cut, staff, people)


def _yesterdays_work(house: _House, numbers: Sequence[str]) -> None:
    """Have somebody say yes to a slot and come, somebody say no, and somebody who booked not come: what figures are made of."""
    api, begins = house.api, house.system.clock.now() + timedelta(minutes=40)
    missed = house.books(house.slot(begins, 1), 0)
    for person in (1, 2):
        house.waits(person, {})
    slot = house.slot(begins, 0)  # after them: who signs up in the moment of a look is found by the next one only
    for person, answer in ((1, "NON"), (2, "OUI")):
        _until(house.system, lambda person=person: _left(api, slot, house.people[person]), "a message to somebody who waits")
        house.system.simulator.post(f"/_/people/{numbers[person]}/say", {"text": answer, "to": SENDER_NUMBER})
        _until(house.system, lambda person=person: _answered(api, slot, house.people[person]), "an answer")
    api.post("/waitlist/entries/" + _entry_of(api, house.people[1]) + "/leave")
    move(house.system, begins + timedelta(minutes=20))
    for came in api.rows(f"/waitlist/bookings?slot_id={slot}"):
        api.post(f"/waitlist/bookings/{came['id']}/attendance", {"came": True})
    api.post(f"/waitlist/bookings/{missed}/attendance", {"came": False})


def _a_day(house: _House) -> str:
    """Fill a day with bookings and return the one that is cancelled afterwards; nobody waits yet, so that nobody is asked."""
    begins = _first_slot(house)
    made = [(house.slot(begins + step * _HALF, staff), step) for step in range(5) for staff in (0, 1)]
    bookings = [house.books(slot, 9 + place % 5) for place, (slot, _) in enumerate(made[:-2])]
    for slot, _ in made[-2:]:
        house.api.post(f"/waitlist/slots/{slot}/close")
    return bookings[3]


def _first_slot(house: _House) -> datetime:
    """Return the next half hour from an hour on, or ten on the next morning when the day is nearly over."""
    zone = ZoneInfo(house.api.get("/organisation")["time_zone"])
    now = house.system.clock.now().astimezone(zone)
    if _FIRST_HOUR <= now.hour < _LAST_HOUR:
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    morning = now.replace(hour=10, minute=0, second=0, microsecond=0)
    return morning if now.hour < _FIRST_HOUR else morning + timedelta(days=1)


def _asked(house: _House, numbers: Sequence[str]) -> Salon:
    """Wait until somebody has been asked, and return on whose phone it is."""
    api = house.api
    open_ones: list[Json] = []

    def found() -> bool:
        open_ones[:] = [each for each in api.rows("/waitlist/offers?state=open") if each["left_at"]]
        return bool(open_ones)

    _until(house.system, found, "an offer")
    number = next(each for person, each in zip(house.people, numbers, strict=False) if person == open_ones[0]["contact_id"])
    return Salon(number, open_ones[0]["slot_id"])


def _entry_of(api: Client, contact: str) -> str:
    return api.rows(f"/waitlist/entries?contact_id={contact}")[0]["id"]


def _offer(api: Client, slot: str, contact: str) -> Json:
    return next((each for each in api.rows(f"/waitlist/offers?slot_id={slot}") if each["contact_id"] == contact), Json())


def _left(api: Client, slot: str, contact: str) -> bool:
    offer = _offer(api, slot, contact)
    return bool(offer.get("left_at")) or offer.get("state") not in {None, "open"}


def _answered(api: Client, slot: str, contact: str) -> bool:
    return _offer(api, slot, contact).get("state") not in {None, "open"}


def _until(system: System, condition: Callable[[], bool], what: str) -> None:
    """Wait for something that comes by itself. Raises Busy when it does not."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > until:
            raise Busy("not_come", f"The salon waited for {what} in vain.", fix="Look into the logs.")
        system.check()
        time.sleep(_POLL_SECONDS)
