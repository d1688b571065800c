"""A small repair shop in the demo's organisation: tickets in several states, walk-ins without an email, texts with what they cost."""

from collections.abc import Sequence
from datetime import date, timedelta

from tidings.apps.demo.approving import approve
from tidings.apps.demo.client import Client, Json
from tidings.apps.demo.system import System

_ALL_OF_IT = ("diagnosing", "asked", "agreed", "ready", "paid", "collected")
TICKETS: Sequence[tuple[Json, Json, Sequence[str]]] = (
    ({"first_name": "Camille"}, {"kind": "téléphone", "brand": "Apple", "model": "iPhone 13", "problem": "Écran cassé"}, ("asked",)),
    ({"first_name": "Nadia"}, {"kind": "console", "problem": "Ne s'allume plus"}, ("diagnosing", "asked", "agreed", "ready")),
    ({"first_name": "Lucas"}, {"kind": "tablette", "brand": "Samsung", "model": "Tab S8"}, ("diagnosing", "waiting_for_parts")),
    (
        {},
        {"kind": "téléphone", "brand": "Fairphone", "model": "5", "problem": "Batterie"},
        ("diagnosing", "asked", "agreed", "ready", "paid", "collected"),
    ),
    ({"first_name": "Inès"}, {"kind": "montre", "problem": "Verre rayé"}, ("diagnosing", "unrepairable")),
    ({}, {"kind": "ordinateur portable", "brand": "Lenovo", "model": "T14"}, ()),
)
"""Who brings what, and what is done to it. All are walk-ins who left a phone and no email; two left no name either."""
PHONES = tuple(f"+3361299{number:04d}" for number in range(len(TICKETS)))
AGREED = {PHONES[0]: ("sms", "whatsapp")}
"""Who agreed to more than texts: the first is asked about the price with two buttons."""
_BUDGET_MICROS = 5_000_000
_PRICE = {"parts_cents": 6000, "labour_cents": 3500, "vat_percent": 20}


def open_repair_shop(system: System, today: date) -> None:
    """Set the shop up and bring each ticket to where it stands, as staff would by the API. Raises Declined."""
    api = system.api
    api.post("/repairs/setup", {})
    approve(system, "repair")
    api.put("/repairs/shop", api.get("/repairs/shop") | {"monthly_budget_micros": _BUDGET_MICROS})
    for phone, (owner, device, steps) in zip(PHONES, TICKETS, strict=True):
        asked = {
            "owner": {**owner, "phone": phone, "locale": "fr", "agreed": list(AGREED.get(phone, ("sms",)))},
            "device": device,
            "due_on": str(today + timedelta(days=5)),
        }
        ticket = api.post("/repairs/tickets", asked)["id"]
        for step in steps:
            _step(api, ticket, step)


def _step(api: Client, ticket: str, step: str) -> None:
    address = f"/repairs/tickets/{ticket}"
    if step == "asked":
        api.post(f"{address}/estimate", _PRICE)
    elif step == "agreed":
        api.post(f"{address}/answer", {"estimate": 1, "agreed": True})
    elif step == "paid":
        api.post(f"{address}/payment")
    else:
        api.post(f"{address}/status", {"status": step})
