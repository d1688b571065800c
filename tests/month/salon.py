"""The salon's days: slots that are booked, one that is freed, and people on the list who say yes, no or nothing."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from month.course import Course
from tidings.apps.demo.client import Json
from tidings.simulator.settings import SENDER_NUMBER

CLIENTS = 24
_HOLD = timedelta(minutes=10)
_YES_SHARE, _NO_SHARE = 0.5, 0.3
_MOST_ASKED = 6


@dataclass
class Salon:
    """What happens in the salon, drawn from a seed. `people` are contacts by their numbers."""

    course: Course
    random: Random = field(default_factory=lambda: Random(7))  # noqa: S311 - the same month each time
    people: dict[str, str] = field(default_factory=dict[str, str])
    service: str = ""

    def furnish(self) -> None:
        """Make the service, and clients who agreed to SMS, half of them to WhatsApp, too."""
        api = self.course.api
        api.put("/waitlist/settings", {"reminders_minutes": [120]})  # two reminders of one booking would say the same
        self.service = api.post("/waitlist/services", {"name": "Coupe", "minutes": 30, "price": "32.00"})["id"]
        for place in range(CLIENTS):
            number = f"+3361500{place:04d}"
            contact = api.post("/contacts", {"first_name": "Lou", "country": "FR", "locale": "fr", "phones": [{"number": number}]})["id"]
            agreed = {"smsEnabled": True, "whatsappEnabled": place % 2 == 0}
            api.ask("PATCH", f"/contacts/{contact}/notification-preferences", {"notificationPreferences": agreed})
            self.people[contact] = number

    def morning(self) -> str:
        """Book a slot of tomorrow, put two people on the list, free a slot of this afternoon; returns the freed one."""
        begins = self.course.system.clock.now() + timedelta(hours=6)
        contacts = self.random.sample(list(self.people), 4)  # in the order of their numbers
        self._booked(begins + timedelta(days=1, hours=1), contacts[0])
        freed, booking = self._booked(begins, contacts[1])
        for each in contacts[2:]:
            if not self._waits(each):
                self.course.api.post("/waitlist/entries", {"contact_id": each, "service_id": self.service})
        self.course.rest()
        self.course.api.post(f"/waitlist/bookings/{booking}/cancel")
        return freed

    def offered(self, slot: str) -> None:
        """Follow a freed slot until somebody has it or nobody is left to ask."""
        for _ in range(_MOST_ASKED):
            offer = self.course.until(lambda: self._open_offer(slot) or self._ended(slot), "an offer leaves")
            if "contact_id" not in offer:
                return
            word = self.random.random()
            if word < _YES_SHARE + _NO_SHARE:
                self._answers(offer, "OUI" if word < _YES_SHARE else "NON")
            else:
                self.course.pass_by(_HOLD + timedelta(minutes=1))
            self.course.until(lambda known=offer: self._state(known) != "open", "the offer ends")

    def _booked(self, begins: object, contact: str) -> tuple[str, str]:
        slot = self.course.api.post("/waitlist/slots", {"service_id": self.service, "starts_at": str(begins).replace(" ", "T")})["id"]
        return slot, self.course.api.post("/waitlist/bookings", {"slot_id": slot, "contact_id": contact})["id"]

    def _waits(self, contact: str) -> bool:
        return any(each["state"] == "waiting" for each in self.course.api.rows(f"/waitlist/entries?contact_id={contact}"))

    def _open_offer(self, slot: str) -> Json | None:
        """Return the offer that is open, once its message arrived by whatever channel."""
        for each in self.course.api.rows(f"/waitlist/offers?slot_id={slot}&state=open"):
            notice = self.course.api.get(f"/notices/{each['notice_id']}")
            if any(one["state"] in {"delivered", "read"} for one in notice["attempts"]):
                return each
        return None

    def _ended(self, slot: str) -> Json | None:
        """Say that the slot is somebody's, or that nobody is asked any more and nobody fits."""
        shown = self.course.api.get(f"/waitlist/slots/{slot}")
        if shown["state"] in {"booked", "past", "closed"}:
            return {"state": shown["state"]}
        if shown["state"] == "free" and not any(each["rank"] for each in self.course.api.rows(f"/waitlist/slots/{slot}/matches")):
            return {"state": "free"}
        return None

    def _state(self, offer: Json) -> str:
        return self.course.api.get(f"/waitlist/offers/{offer['id']}")["state"]

    def _answers(self, offer: Json, word: str) -> None:
        """Press a button where the offer came by WhatsApp, else write."""
        number = self.people[offer["contact_id"]]
        shown = self.course.api.get(f"/waitlist/offers/{offer['id']}")
        if shown["channel"] == "whatsapp":
            (last,) = [each for each in self.course.conversation(number) if each["direction"] == "outbound" and each["line"] == "meta"][-1:]
            self.course.system.simulator.post(f"/_/people/{number}/press", {"button": word.capitalize(), "message": last["id"]})
        else:
            self.course.system.simulator.post(f"/_/people/{number}/say", {"text": word, "to": SENDER_NUMBER})
