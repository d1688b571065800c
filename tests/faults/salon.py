"""The salon: chairs, people who wait for one, slots that are freed and booked at the counter meanwhile."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from faults.talking import Town
from tidings.apps.demo.client import Client, Json

_SLOTS_IN_DAYS = 40
"""Far enough that a schedule's jumps of the clock never come to them."""
_CHAIRS = 2
_HALF_HOUR = timedelta(minutes=30)
HOLD = timedelta(minutes=10)


@dataclass(slots=True)
class Salon:
    """What its counter knows. `at_once` people are asked about a slot at a time."""

    town: Town
    numbers: list[str]
    at_once: int
    service: str = ""
    chairs: list[str] = field(default_factory=list[str])
    first: datetime | None = None

    @property
    def _api(self) -> Client:
        return self.town.api

    def open(self) -> None:
        """Make the service and the chairs, and put everybody on the list: half of them may be asked by WhatsApp before SMS."""
        api = self._api
        self.service = api.post("/waitlist/services", {"name": "Coupe", "minutes": 30})["id"]
        text = {"name": "waitlist_offer_sms", "channel": "sms", "purpose": "transactional", "body": {"text": "{{ service }} {{ when }}: {{ link }}"}}
        for locale in ("en", "fr"):
            api.post("/templates", {**text, "locale": locale})
        wholes = {"at_once": self.at_once, "hold_minutes": int(HOLD.total_seconds() // 60), "opens": "00:00", "closes": "00:00", "most_a_day": 20}
        api.put("/waitlist/settings", wholes)
        self.chairs = [api.post("/waitlist/staff", {"name": f"Chair {number}"})["id"] for number in range(_CHAIRS)]
        for place, number in enumerate(self.numbers):
            contact = api.post("/contacts", {"phones": [{"number": number}]})["id"]
            chosen = {"smsEnabled": True, "whatsappEnabled": place % 2 == 0}
            api.ask("PATCH", f"/contacts/{contact}/notification-preferences", {"notificationPreferences": chosen})
            api.post("/waitlist/entries", {"contact_id": contact, "service_id": self.service})
            self.town.kept.owners[number] = contact
        self.first = self.town.system.clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=_SLOTS_IN_DAYS)

    def begin(self, slots: int) -> None:
        """Free slots one after the other; the counter books one while it is offered, and cancels one that was booked."""
        for number in range(slots):
            self.town.soon(0.1 + 0.9 * number, lambda number=number: self.free(number))
        self.town.soon(2.0, self.book_one)
        self.town.soon(4.0, self.cancel_one)

    def free(self, number: int) -> None:
        """Make a slot: of two chairs at the same hours. One that was made although nobody answered is refused the second time."""
        assert self.first is not None
        starts_at = self.first + (number // _CHAIRS) * _HALF_HOUR
        chair = self.chairs[number % _CHAIRS]
        self._api.post("/waitlist/slots", {"service_id": self.service, "staff_id": chair, "starts_at": starts_at.isoformat()})

    def book_one(self) -> None:
        """Book a slot by hand that is being offered, for somebody who waits: one of them has it, the other is told so."""
        held = next((each for each in self._slots() if each["state"] == "held"), None)
        if held is not None:
            self._api.post("/waitlist/bookings", {"slot_id": held["id"], "contact_id": self.town.kept.owners[self.numbers[-1]]})

    def cancel_one(self) -> None:
        """Cancel a booking at the counter: its slot is offered again."""
        booked = next(iter(self._api.rows("/waitlist/bookings?state=booked")), None)
        if booked is not None:
            self._api.post(f"/waitlist/bookings/{booked['id']}/cancel")

    def answer_late(self) -> None:
        """Have those answer who let their time pass."""
        for number in self.town.late:
            self.town.says(number, "OUI")

    def close(self) -> None:
        """Close what nobody booked, so that nobody waits for it any more."""
        for each in self._slots():
            if each["state"] in {"free", "held"}:
                self._api.post(f"/waitlist/slots/{each['id']}/close")

    def _slots(self) -> list[Json]:
        return self._api.rows("/waitlist/slots?limit=100")
