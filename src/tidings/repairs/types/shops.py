"""How a shop works, what its texts cost, and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from tidings.content.types import SmsReport, Template


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shop is open on a day of the week (0 is Monday), by its own clocks."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Shop:
    """How a shop works.

    Reminders are days after a device began to wait, or was collected unpaid; of an appointment `appointment_hours` before, or never.

    `budget` is what messages may cost a month before somebody is warned, in millionths of the currency. `emoji`: texts go in their emoji version.
    """

    hours: Sequence[Hours]
    pickup_days: Sequence[int] = (3, 10, 30)
    payment_days: Sequence[int] = (7, 21)
    budget: int | None = None
    emoji: bool = False
    appointment_hours: int | None = 24


@dataclass(frozen=True, slots=True)
class TextReport:
    """What one text of a kind costs with usual words in it, and what would save a segment.

    `emoji` marks the version beside the plain one, `used` the one that is sent.
    """

    template: str
    kind: str
    locale: str
    emoji: bool
    used: bool
    text: str
    report: SmsReport


@dataclass(frozen=True, slots=True)
class Furnished:
    """What setting up a shop made: its templates, the kinds of notices, and what each text costs."""

    templates: Sequence[Template]
    kinds: Sequence[str]
    texts: Sequence[TextReport]


@dataclass(frozen=True, slots=True)
class Day:
    """What was told in a day by the shop's clocks; cost in millionths of its currency."""

    day: date
    notices: int
    arrived: int
    failed: int
    pending: int
    cost_micros: int
    unpriced: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a shop told over some days. `rate` is arrived among those that ended (None where none did).

    `budget_used` is the part of the month's budget that is spent, None without one.
    """

    days: Sequence[Day]
    notices: int
    arrived: int
    failed: int
    rate: float | None
    cost_micros: int
    unpriced: int
    month_micros: int
    budget_micros: int | None
    budget_used: float | None


@dataclass(frozen=True, slots=True)
class Budget:
    """How far a month's budget for messages is used, in millionths of the currency, as it was last counted."""

    spent: int
    budget: int
    counted_at: datetime
