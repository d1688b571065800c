"""What goes wrong and when: drawn from a seed, so that a seed is a schedule."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Fault(StrEnum):
    """What can be done to a running system."""

    KILL_WORKER = "kill -9 of a worker"
    KILL_API = "kill -9 of the API"
    KILL_POSTGRES = "kill -9 of PostgreSQL's main process"
    KILL_SESSION = "kill -9 of a session of PostgreSQL"
    FREEZE_WORKER = "a worker that stands still"
    ROLLING_RESTART = "a rolling restart"
    TIMEOUTS = "time-outs after the provider accepted"
    RESETS = "connections reset in mid-answer"
    SERVER_ERRORS = "answers of 5xx"
    THROTTLING = "a storm of 429"
    OUTAGE = "an outage of hours"
    DUPLICATED_RECEIPTS = "receipts told twice"
    REORDERED_RECEIPTS = "receipts out of order"
    DELAYED_RECEIPTS = "receipts that come hours later"
    MISSING_RECEIPTS = "receipts that never come"
    FORGED_RECEIPTS = "forged receipts"
    CLOCK_JUMP = "a jump of the clock"
    DISK_FULL = "a full disk under the database"
    CONNECTIONS_TAKEN = "no connection left at the database"
    PEOPLE_STOP = "people who write STOP"
    PAUSE = "a pause by a person"


KILLS = (Fault.KILL_WORKER, Fault.KILL_API, Fault.KILL_POSTGRES, Fault.KILL_SESSION)
_OTHERS = tuple(fault for fault in Fault if fault not in KILLS)
_TOWN = 10
"""People of the town that WhatsApp's limit has room for."""
_TALK = 70
"""SMS of an hour that salon and repair shop add to those of the campaign."""
_AT_BOTH = frozenset({Fault.TIMEOUTS, Fault.RESETS, Fault.SERVER_ERRORS, Fault.THROTTLING, Fault.OUTAGE})


@dataclass(frozen=True, slots=True)
class Act:
    """One fault. It begins `wait` real seconds after work was seen under way, and is mended `lasts` real seconds later, while others go on.

    `amount` is a share from 0 to 1: of requests or receipts, or of the most that the fault can be (people, hours).
    """

    fault: Fault
    wait: float
    lasts: float
    amount: float
    provider: str | None = None

    def __str__(self) -> str:
        where = f" at {self.provider}" if self.provider else ""
        return f"after {self.wait:.2f} s: {self.fault}{where} (amount {self.amount:.2f}, for {self.lasts:.1f} s)"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A seed's schedule, and the size of what is sent meanwhile.

    `whatsapp` people get one campaign, the first `again` of them a second one; both share `tier` people in 24 hours.
    `sms` people get a third; at most `per_hour` SMS leave in an hour. Beside them `waiting` people wait for `slots` of a salon, of whom `at_once`
    are asked about one, and `tickets` devices are in a repair shop.
    """

    seed: int
    acts: tuple[Act, ...]
    whatsapp: int
    again: int
    tier: int
    sms: int
    per_hour: int
    waiting: int
    slots: int
    at_once: int
    tickets: int

    def lines(self) -> Iterator[str]:
        """Say it in lines for people."""
        yield f"seed {self.seed}: {self.whatsapp} people by WhatsApp, {self.again} of them twice, at most {self.tier} in 24 hours;"
        yield f"  {self.sms} people by SMS, at most {self.per_hour} in an hour"
        yield f"  {self.waiting} wait for {self.slots} slots, {self.at_once} asked at a time; {self.tickets} devices in the repair shop"
        yield from (f"  {number}. {act}" for number, act in enumerate(self.acts, 1))


def drawn(seed: int) -> Schedule:
    """Draw a schedule: two or three kills and five or six other faults, in any order, some of them at the same time."""
    random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
    faults = random.choices(KILLS, k=random.randint(2, 3)) + random.sample(_OTHERS, k=random.randint(5, 6))
    random.shuffle(faults)
    return Schedule(
        seed,
        tuple(_act(fault, random) for fault in faults),
        whatsapp=random.randint(100, 160),
        again=random.randint(30, 60),
        tier=random.randint(35, 50) + _TOWN,
        sms=random.randint(50, 80),
        per_hour=random.randint(20, 35) + _TALK,
        waiting=random.randint(8, 14),
        slots=random.randint(4, 7),
        at_once=random.randint(1, 3),
        tickets=random.randint(5, 8),
    )


def _act(fault: Fault, random: Random) -> Act:
    wait, lasts, amount = random.uniform(0.0, 0.3), random.uniform(0.3, 2.0), random.uniform(0.2, 0.9)
    provider = random.choice(("meta", "twilio"))
    return Act(fault, round(wait, 3), round(lasts, 2), round(amount, 2), provider if fault in _AT_BOTH else None)
