"""The repair shop: walk-ins, devices whose status changes, estimates that their owners answer."""

from dataclasses import dataclass

from faults.talking import Change, Town
from tidings.apps.demo.client import Client, Declined

_COURSES = (
    ("diagnosing", "repairing", "ready"),
    ("repairing", "waiting_for_parts", "repairing"),
    ("diagnosing", "estimate", "OUI"),
    ("estimate", "NON"),
    ("diagnosing", "unrepairable"),
    ("estimate", "OUI", "OUI"),
)
"""What happens to devices in turn: statuses, an estimate, or what the owner writes."""
_CONFLICT = 409
_BETWEEN = 1.1


@dataclass(slots=True)
class Workshop:
    """What its counter knows. Of three owners one may be written to by WhatsApp, too, and the last two share a phone."""

    town: Town
    numbers: list[str]

    @property
    def _api(self) -> Client:
        return self.town.api

    def open(self) -> None:
        """Make kinds and texts."""
        self._api.post("/repairs/setup", {})

    def begin(self, tickets: int) -> None:
        """Take devices in, and let each have its course."""
        for number in range(tickets):
            at = 0.2 + 0.5 * number
            reference = f"device {number}"
            self.town.soon(at, lambda reference=reference, number=number: self.take_in(reference, number))
            for place, what in enumerate(_COURSES[number % len(_COURSES)], 1):
                self.town.soon(at + _BETWEEN * place, lambda reference=reference, what=what, number=number: self.go_on(reference, what, number))

    def take_in(self, reference: str, number: int) -> None:
        """Open a ticket; asked again with its reference, it is the same one."""
        owner = {"first_name": f"Jo {number}", "phone": self._phone(number), "agreed": ["sms", "whatsapp"] if number % 3 == 0 else ["sms"]}
        device = {"kind": "phone", "brand": "Apple", "model": "iPhone 13"}
        opened = self._api.post("/repairs/tickets", {"owner": owner, "device": device, "reference": reference})
        self.town.kept.tickets[reference] = opened["id"]

    def go_on(self, reference: str, what: str, number: int) -> None:
        """Have the next thing happen to a device that is in the shop."""
        ticket = self.town.kept.tickets.get(reference)
        if ticket is None:  # the counter could not open it yet
            raise Declined(0, f"{reference} is not in the shop", {})
        if what in {"OUI", "NON"}:
            self.town.soon(0.0, lambda: self.town.says_of_repairs(self._phone(number), what))
            return
        body, path = ({"parts_cents": 4000, "labour_cents": 2000}, "estimate") if what == "estimate" else ({"status": what}, "status")
        try:
            self._api.post(f"/repairs/tickets/{ticket}/{path}", body)
        except Declined as error:
            if error.answered == _CONFLICT:  # an answer was lost, or its owner was faster
                return
            raise
        self.town.kept.changes.append(Change(ticket, "waiting_for_approval" if what == "estimate" else what))

    def _phone(self, number: int) -> str:
        return self.numbers[min(number, len(self.numbers) - 1)]
