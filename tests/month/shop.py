"""The repair shop's days: tickets come in, prices are asked and answered, devices are ready, fetched or forgotten."""

from dataclasses import dataclass, field
from random import Random

from month.course import Course
from tidings.apps.demo.client import Json
from tidings.simulator.settings import SENDER_NUMBER

BUDGET_MICROS = 6_000_000
"""What a month of messages may cost before the shop is warned: 6 EUR, little enough that a month warns."""
_DEVICES = (("phone", "Apple", "iPhone 13"), ("phone", "Samsung", "S21"), ("laptop", "Lenovo", "T14"), ("console", "Nintendo", "Switch"))
_BUSY_DAY = 5  # Saturday
_WHATSAPP_SHARE, _SILENT_SHARE, _NO_SHARE, _FORGOTTEN_SHARE = 0.45, 0.1, 0.1, 0.25
_WAIT_DAYS = 4


@dataclass
class Repair:
    """A device in the shop: what was drawn about its owner, and the day on which it goes on."""

    ticket: str
    number: str
    answer: str | None
    fetched_after: int
    stage: str = "received"
    due: int = 0


@dataclass
class Shop:
    """What happens at the counter, drawn from the course's seed."""

    course: Course
    random: Random = field(default_factory=lambda: Random(6))  # noqa: S311 - the same month each time
    repairs: list[Repair] = field(default_factory=list[Repair])

    def furnish(self, budget_micros: int) -> None:
        """Set the shop up with its budget."""
        api = self.course.api
        api.post("/repairs/setup", {})
        kept = api.get("/repairs/shop")
        api.put("/repairs/shop", {**kept, "monthly_budget_micros": budget_micros})

    def morning(self, day: int) -> None:
        """Take devices in, and let those go on that are due."""
        for repair in [each for each in self.repairs if each.due <= day and each.stage != "collected"]:
            self._goes_on(repair, day)
        busy = self.course.weekday() == _BUSY_DAY
        for _ in range(self.random.randint(1, 3) + 2 * busy):
            self._takes_in(day)

    def afternoon(self) -> None:
        """Have owners answer the prices that they were asked this morning."""
        for repair in self.repairs:
            if repair.stage == "asked" and repair.answer:
                self._says(repair, repair.answer)
                repair.stage = "answered"

    def _takes_in(self, day: int) -> None:
        draw, place = self.random, len(self.repairs)
        kind, brand, model = draw.choice(_DEVICES)
        agreed = ["sms", "whatsapp"] if draw.random() < _WHATSAPP_SHARE else ["sms"]
        number = f"+3361400{place:04d}"
        owner = {"first_name": "Jo", "phone": number, "agreed": agreed}
        ticket = self.course.api.post("/repairs/tickets", {"owner": owner, "device": {"kind": kind, "brand": brand, "model": model}})
        word = draw.random()
        answer = None if word < _SILENT_SHARE else "NON" if word < _SILENT_SHARE + _NO_SHARE else "OUI"
        fetched = _WAIT_DAYS if draw.random() < _FORGOTTEN_SHARE else 1
        self.repairs.append(Repair(ticket["id"], number, answer, fetched, due=day + 1))

    def _goes_on(self, repair: Repair, day: int) -> None:
        status = self._ticket(repair)["status"]
        match repair.stage, status:
            case "received", _:
                labour = self.random.randrange(30, 120) * 100
                self._post(repair, "estimate", {"parts_cents": 4900, "labour_cents": labour})
                repair.stage, repair.due = "asked", day + 1
            case "asked" | "answered", "waiting_for_approval":  # they said nothing that counts: the shop asks them on the phone
                self._post(repair, "answer", {"estimate": 1, "agreed": True})
                repair.stage, repair.due = "answered", day + 1
            case "asked" | "answered", "repairing":
                self._post(repair, "status", {"status": "ready"})
                repair.stage, repair.due = "ready", day + repair.fetched_after
            case "answered", "cancelled":
                repair.stage, repair.due = "ready", day + repair.fetched_after
            case "ready", _:
                self._post(repair, "status", {"status": "collected"})
                if status == "ready":
                    self._post(repair, "payment", None)
                repair.stage = "collected"
            case _:
                repair.due = day + 1

    def _says(self, repair: Repair, word: str) -> None:
        """Have an owner answer by SMS, as one who was told by WhatsApp may, too."""
        self.course.system.simulator.post(f"/_/people/{repair.number}/say", {"text": word, "to": SENDER_NUMBER})

    def _ticket(self, repair: Repair) -> Json:
        return self.course.api.get(f"/repairs/tickets/{repair.ticket}")

    def _post(self, repair: Repair, what: str, body: Json | None) -> None:
        self.course.api.post(f"/repairs/tickets/{repair.ticket}/{what}", body)
