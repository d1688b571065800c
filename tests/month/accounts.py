"""What the month came to: by channel, by day, by kind; and whether the simulator's books say the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from month.course import ZONE
from tidings.apps.demo.client import Json

SMS_USD, WHATSAPP_USD, USD_IN_EUR = Decimal("0.0798"), Decimal("0.0300"), Decimal("0.86")
"""What a segment to France, a WhatsApp template of use and a dollar cost in this month: assumed, not quoted."""
_ARRIVED = frozenset({"delivered", "read"})
_LEFT = _ARRIVED | {"sent", "unknown"}
_LOST = frozenset({"failed", "undelivered"})
_MILLION = 1_000_000
_SHORT = frozenset({"waitlist_joined", "waitlist_booked"})
"""Kinds whose price counts a link of usual length, so that it may be a segment off where our own address is longer; told by `too_low`."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A message of a notice, as the ledger has it."""

    kind: str
    channel: str
    state: str
    day: str
    provider_id: str | None
    segments: int
    micros: int
    after: timedelta | None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing in which ledger and books must agree."""

    what: str
    ours: object
    theirs: object

    @property
    def holds(self) -> bool:
        """Whether they do."""
        return self.ours == self.theirs


def attempts(notices: Iterable[Json]) -> list[Attempt]:
    """Return the messages of notices, in their order."""
    return [_attempt(notice["kind"], each) for notice in notices for each in notice["attempts"]]


def by_channel(tried: Sequence[Attempt]) -> list[tuple[str, ...]]:
    """Return for each channel: messages, arrived, failed, rate of those of which it is known, segments, cost, and how quickly they arrived."""
    rows: list[tuple[str, ...]] = []
    for channel in sorted({each.channel for each in tried}):
        mine = [each for each in tried if each.channel == channel]
        arrived, failed = sum(each.state in _ARRIVED for each in mine), sum(each.state == "failed" for each in mine)
        rate = f"{100 * arrived / (arrived + failed):.1f} %" if arrived + failed else "-"
        took = sorted(each.after.total_seconds() for each in mine if each.after is not None)
        half, most = (f"{took[len(took) // 2]:.1f} s", f"{took[len(took) * 95 // 100]:.1f} s") if took else ("-", "-")
        segments = str(sum(each.segments for each in mine)) if channel == "sms" else "-"
        rows.append((channel, str(len(mine)), str(arrived), str(failed), rate, segments, euros(sum(each.micros for each in mine)), half, most))
    return rows


def by_day(tried: Sequence[Attempt]) -> list[tuple[str, ...]]:
    """Return for each day: messages, segments, and the cost of each channel."""
    days: dict[str, list[Attempt]] = defaultdict(list)
    for each in tried:
        days[each.day].append(each)
    return [
        (day, str(len(mine)), str(sum(each.segments for each in mine if each.channel == "sms")), _cost(mine, "sms"), _cost(mine, "whatsapp"))
        for day, mine in sorted(days.items())
    ]


def by_kind(tried: Sequence[Attempt]) -> list[tuple[str, ...]]:
    """Return for each kind of notice: messages by SMS and WhatsApp, segments, cost."""
    rows: list[tuple[str, ...]] = []
    for kind in sorted({each.kind for each in tried}):
        mine = [each for each in tried if each.kind == kind]
        ways = Counter(each.channel for each in mine)
        segments = sum(each.segments for each in mine if each.channel == "sms")
        rows.append((kind, str(ways["sms"]), str(ways["whatsapp"]), str(segments), euros(sum(each.micros for each in mine))))
    return rows


def fell_back(notices: Iterable[Json]) -> tuple[int, int]:
    """Return how many notices went on from a WhatsApp that failed to an SMS, and how many of these arrived."""
    followed = [each["attempts"] for each in notices if [one["channel"] for one in each["attempts"]][:2] == ["whatsapp", "sms"]]
    return len(followed), sum(each[1]["state"] in _ARRIVED for each in followed)


def checks(notices: Sequence[Json], books: Sequence[Json], report: Json, told_micros: int) -> list[Check]:
    """Hold the ledger's notices against the simulator's books; `told_micros` is what the figures of the shop say that its notices cost."""
    tried = attempts(notices)
    ours = {each.provider_id: each for each in tried if each.provider_id}
    theirs = {each["id"]: each for each in books}
    sms = [each for each in books if each["line"] == "twilio_sms"]
    return [
        Check("messages that a provider took", len(ours), len(theirs)),
        Check("messages in one book only", 0, len(ours.keys() ^ theirs.keys())),
        Check("messages that one person got twice", 0, report["duplicates"]),
        Check(
            "segments of text messages", sum(each.segments for each in ours.values() if each.channel == "sms"), sum(each["segments"] for each in sms)
        ),
        Check("messages that arrived", sum(each.state in _ARRIVED for each in tried), sum(each["status"] in _ARRIVED for each in books)),
        Check(
            "cost of all but what brings a long link, in EUR",
            euros(sum(each.micros for each in tried if each.kind not in _SHORT)),
            euros(sum(_price(theirs[key]) for key, each in ours.items() if key in theirs and each.kind not in _SHORT)),
        ),
        Check(
            "cost of the shop, in EUR",
            euros(told_micros),
            euros(sum(_price(theirs[key]) for key, each in ours.items() if key in theirs and each.kind.startswith("repair_"))),
        ),
        Check("receipts not acknowledged", 0, report["receipts"]["pending"] + report["receipts"]["failed"]),
    ]


def too_low(notices: Sequence[Json], books: Sequence[Json]) -> int:
    """Return by how many millionths of a euro the ledger's prices of texts with long links are below what their segments cost."""
    theirs = {each["id"]: each for each in books}
    mine = [each for each in attempts(notices) if each.kind in _SHORT and each.provider_id in theirs]
    return sum(_price(theirs[each.provider_id]) - each.micros for each in mine if each.provider_id)


def euros(micros: int) -> str:
    """Return an amount in units with four places."""
    return f"{Decimal(micros) / _MILLION:.4f}"


def _attempt(kind: str, each: Json) -> Attempt:
    planned = datetime.fromisoformat(each["planned_at"])
    arrived = each["delivered_at"] and datetime.fromisoformat(each["delivered_at"])
    day = planned.astimezone(ZONE).date().isoformat()
    micros = _spent(each) if each["state"] in _LEFT else 0
    after = arrived - planned if arrived else None
    return Attempt(kind, each["channel"], each["state"], day, each["provider_id"], each["segments"] or 0, micros, after)


def _spent(each: Json) -> int:
    """Return what a message cost: the provider's word in dollars, else what it was to cost when it was asked for."""
    if each["cost_micros"] is not None:
        return round(each["cost_micros"] * USD_IN_EUR)
    return each["price_micros"] or 0


def _price(message: Json) -> int:
    """Return what a message of the books cost; one that failed cost nothing."""
    if message["status"] in _LOST:
        return 0
    dollars = SMS_USD * message["segments"] if message["line"] == "twilio_sms" else WHATSAPP_USD
    return round(dollars * USD_IN_EUR * _MILLION)


def _cost(mine: Sequence[Attempt], channel: str) -> str:
    return euros(sum(each.micros for each in mine if each.channel == channel))
