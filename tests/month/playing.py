"""A month of a repair shop and a salon: played day by day, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from month import accounts
from month.course import ZONE, Course
from month.salon import Salon
from month.shop import Shop
from tidings.apps.demo.approving import approve
from tidings.apps.demo.client import Json
from tidings.apps.demo.system import System

FIRST = date(2026, 10, 1)
BEGINS = datetime(2026, 10, 1, 9, 0, tzinfo=ZONE)
SIMULATOR = {
    "twilio": {"price_per_segment": float(accounts.SMS_USD)},
    "receipts": {"fail_rate": 0.06, "duplicate_rate": 0.02},
    "meta": {"trouble": {"error_mix": {"131026": 0.15}}},
}
"""Everyday trouble: six of a hundred messages are lost after they were accepted, fifteen WhatsApps are to nobody who has it, receipts come twice."""
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Played:
    """A month that has been played: the ledger's notices, the simulator's books and report, the shop's figures."""

    notices: list[Json]
    books: list[Json]
    report: Json
    shop: Json

    def checks(self) -> list[accounts.Check]:
        """Hold the one against the other."""
        return accounts.checks(self.notices, self.books, self.report, self.shop["cost_micros"])


def play(system: System, days: int, budget_micros: int, tell: Callable[[str], None]) -> Played:
    """Play so many days from the first of October on, and return what came of them."""
    course = Course(system)
    shop, salon = Shop(course), Salon(course)
    _prices(course)
    shop.furnish(budget_micros)
    salon.furnish()
    approve(system, "repair", "waitlist")
    for day in range(days):
        today = FIRST + timedelta(days=day)
        if today.weekday() == _SUNDAY:
            continue
        course.to(today, 9, 40)
        shop.morning(day)
        slot = salon.morning()
        salon.offered(slot)
        course.rest()
        course.to(today, 14)
        shop.afternoon()
        course.rest()
        course.to(today, 17, 30)
        tell(f"{today:%a %d %b}: {len(shop.repairs)} tickets so far")
    last = FIRST + timedelta(days=days - 1)
    course.to(last, 20)
    course.to(last, 22)
    return _ended(course, last)


def _prices(course: Course) -> None:
    """Enter what messages cost, as an own contract in dollars."""
    dollars = [
        {"channel": "sms", "amount": str(accounts.SMS_USD), "currency": "USD", "country": "FR"},
        {"channel": "whatsapp", "amount": str(accounts.WHATSAPP_USD), "currency": "USD", "country": "FR"},
    ]
    course.api.put("/prices", {"prices": dollars, "rates": [{"currency": "USD", "rate": str(accounts.USD_IN_EUR)}]})


def _ended(course: Course, last: date) -> Played:
    simulator = course.system.simulator
    shop = course.api.get(f"/repairs/figures?first={FIRST}&last={last}")
    return Played(course.notices(), simulator.get("/_/messages?limit=10000")["messages"], simulator.get("/_/report"), shop)
