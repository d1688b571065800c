"""What holds after every schedule, however many things went wrong: each check returns a line for each breach."""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from faults.books import Accepted, Books
from faults.ledger import Ledger, Row
from faults.talking import Kept
from faults.told import Told
from faults.two_way import answered_once, asked_once, booked_once, changes_told, counter_kept, holds_end, replies_right, told_by_one_channel
from tidings.simulator.books import Line

_PARIS = ZoneInfo("Europe/Paris")
_OPENS, _CLOSES = time(9), time(20, 1)
_DAY, _HOUR = 24 * 3600.0, 3600.0
_REFUSED = frozenset({0, 403, 503})
"""Answers to a forgery that believe nothing: none at all, forbidden, and "come again" while the database is away."""
_NEVER_LEFT = frozenset({"planned", "queued", "suppressed", "expired", "cancelled"})
_LEFT = frozenset({"sent", "delivered", "read"})
_AT_LEAST = {
    "sent": frozenset({"sent", "failed", "delivered", "read"}),
    "delivered": frozenset({"delivered", "read"}),
    "read": frozenset({"read"}),
    "failed": frozenset({"failed", "delivered", "read"}),
    "undelivered": frozenset({"failed", "delivered", "read"}),
}
CAP_HOURS = 30
"""In so many hours a person gets one marketing message at most; long enough that who is in two campaigns waits over a night."""
STOP_SECONDS = 1.0
"""How long after our server acknowledged a STOP a message may still arrive that was handed over before: what was leased goes out at once."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a schedule after it: the witness' books and report, the ledger, and Tidings' own summaries.

    `planned` is how many people each campaign was given; `stats` what the API says of each; `forged` answers to forged receipts. `told` is what
    stands of slots, repairs and notices, `kept` what people and the counter said and were answered.
    """

    books: Books
    report: Mapping[str, Any]
    ledger: Ledger
    stats: Mapping[UUID, Mapping[str, Any]]
    planned: Mapping[UUID, int]
    tier: int
    per_hour: int
    forged: Mapping[int, int]
    told: Told = field(default_factory=Told)
    kept: Kept = field(default_factory=Kept)


def accepted_once(evidence: Evidence) -> Iterator[str]:
    """Each person was accepted by the provider at most once in each campaign; one that failed was not got."""
    for (source, contact), told in evidence.books.by_key().items():
        got = [each.message.id for each in told if not each.failed]
        if len(got) > 1:
            yield f"{told[0].message.to} got {len(got)} messages of {source} (contact {contact}): {', '.join(got)}"
    town = evidence.kept.numbers  # who says the same twice is answered the same twice: `answered_once` looks at these
    again = [each for each in evidence.report["duplicate_people"] if each["to"] not in town]
    if again:
        yield f"the witness counts {len(again)} people who got the same twice"
    yield from (f"{each.message.id} was sent without a token" for each in evidence.books.accepted.values() if each.key is None)


def accounted_for(evidence: Evidence) -> Iterator[str]:
    """Everybody is in a final state, or unconfirmed with a reason and no longer looked for; every campaign is completed."""
    for source, planned in evidence.planned.items():
        states = evidence.ledger.states(source)
        if states.total() != planned:
            yield f"{source} has {states.total()} people in the ledger, {planned} were added"
        waiting = {state: states[state] for state in ("planned", "queued", "sending") if states[state]}
        if waiting:
            yield f"{source} has people who wait for ever: {waiting}"
        if evidence.ledger.campaigns.get(source) != "completed":
            yield f"{source} is {evidence.ledger.campaigns.get(source)}, not completed"
    for row in evidence.ledger.rows:
        if row.word in {"unknown", "failed", "suppressed"} and not row.reason:
            yield f"{row.key} is {row.word} without a reason"
        if (row.word == "unknown") is not row.in_doubt or row.looked_for:
            yield f"{row.key} is {row.word}, {'in doubt' if row.in_doubt else 'not in doubt'}, {'looked for' if row.looked_for else 'not looked for'}"


def at_rest(evidence: Evidence) -> Iterator[str]:
    """Nothing is left in the queue or among stored callbacks."""
    yield from (f"{rows} rows are left in {table}" for table, rows in evidence.ledger.left.items() if rows)


def limits_kept(evidence: Evidence) -> Iterator[str]:
    """No 24 hours saw more distinct people by WhatsApp than the tier, no hour more SMS than the pace."""
    whatsapp = [each.message for each in evidence.books.accepted.values() if each.message.line is Line.META]
    charged = [(each.at, each.to) for each in whatsapp if not _window_open(evidence.books, each.to, each.at)]
    yield from _crowded(charged, _DAY, evidence.tier, "distinct people by WhatsApp in 24 hours")
    sms = [(each.message.at, each.message.id) for each in evidence.books.accepted.values() if each.message.line is Line.TWILIO_SMS]
    yield from _crowded(sms, _HOUR, evidence.per_hour, "SMS in an hour")
    if evidence.report["over_limit"]["messages"]:
        yield f"the witness refused {evidence.report['over_limit']['messages']} over its limit"


def caps_kept(evidence: Evidence) -> Iterator[str]:
    """Nobody got more than one marketing message in the cap's hours, whichever campaign it came from and over which channel."""
    times: dict[str, list[float]] = {}
    for each in evidence.books.accepted.values():
        if each.of(evidence.planned) and not each.failed:
            times.setdefault(each.message.to, []).append(each.message.at)
    for person, got in times.items():
        for earlier, later in pairwise(sorted(got)):
            if later - earlier < CAP_HOURS * _HOUR:
                yield f"{person} got two messages within {(later - earlier) / _HOUR:.1f} hours"


def hours_kept(evidence: Evidence) -> Iterator[str]:
    """No campaign wrote to anybody outside of its hours; what was leased in the last minute of them may still arrive in the next."""
    for each in (each for each in evidence.books.accepted.values() if each.of(evidence.planned)):
        local = datetime.fromtimestamp(each.message.at, _PARIS)
        if not _OPENS <= local.time() < _CLOSES:
            yield f"{each.message.to} was written to at {local:%d %B %H:%M:%S}"


def receipts_kept(evidence: Evidence) -> Iterator[str]:
    """What our server acknowledged of a message stands in the ledger, at least so far."""
    rows = {row.key: row for row in evidence.ledger.rows}
    for key, told in evidence.books.by_key().items():
        last = told[-1]  # of an earlier one that failed, the message was tried again
        for status in sorted(last.acknowledged):
            if key not in rows or rows[key].word not in _AT_LEAST[status]:
                yield f"{last.message.id}: '{status}' was acknowledged, the ledger says {rows[key].word if key in rows else 'nothing'}"


def counts_agree(evidence: Evidence) -> Iterator[str]:
    """What the API counts is what the ledger holds, and that is what the witness accepted; unconfirmed ones may be either."""
    accepted = evidence.books.by_key()
    for source, stats in evidence.stats.items():
        states = evidence.ledger.states(source)
        told = Counter({state: count for state, count in stats["states"].items() if count})
        if told != states:
            yield f"{source}: the API counts {dict(told)}, the ledger holds {dict(states)}"
        sums = {"sent": ("sent", "delivered", "read"), "delivered": ("delivered", "read"), "unknown": ("unknown",), "suppressed": ("suppressed",)}
        for name, parts in sums.items():
            if stats[name] != sum(states[part] for part in parts):
                yield f"{source}: the API says {name} {stats[name]}, the ledger holds {dict(states)}"
    for row in evidence.ledger.rows:
        yield from _as_witnessed(row, accepted.get(row.key, []))
    for key in accepted.keys() - {row.key for row in evidence.ledger.rows}:
        yield f"{key} was accepted and is not in the ledger"


def stops_heard(evidence: Evidence) -> Iterator[str]:
    """Nobody whose STOP our server had acknowledged got a campaign's message or a notice after, nor more than one confirmation."""
    confirmations: Counter[str] = Counter()
    asked_for = evidence.planned.keys() | evidence.told.sources()
    for example in evidence.report["sends_after_stop"]["first"]:
        person, seconds = example["to"], example["real_seconds_after_acknowledged_stop"]
        if not evidence.books.accepted[example["id"]].of(asked_for):
            confirmations[person] += 1
        elif seconds > STOP_SECONDS:
            yield f"{person} got a message {seconds} s after the STOP was acknowledged"
    yield from (f"{person} got {told} confirmations of a STOP" for person, told in confirmations.items() if told > 1)


def forgeries_refused(evidence: Evidence) -> Iterator[str]:
    """A receipt with a wrong signature is refused, and no state was reached that the witness did not tell."""
    for status, count in evidence.forged.items():
        if status not in _REFUSED:
            yield f"{count} forged receipts were answered with {status}"
    accepted = evidence.books.by_key()
    for row in evidence.ledger.rows:
        if row.word in {"delivered", "read"}:
            statuses = {each.message.status for each in accepted.get(row.key, [])}
            if not statuses & ({"delivered", "read"} if row.word == "delivered" else {"read"}):
                yield f"{row.key} is {row.word}, the witness says {statuses or 'nothing'}"


INVARIANTS: Mapping[str, Callable[[Evidence], Iterator[str]]] = {
    "accepted at most once": accepted_once,
    "everybody accounted for": accounted_for,
    "nothing left over": at_rest,
    "limits kept in every rolling window": limits_kept,
    "caps kept": caps_kept,
    "hours kept": hours_kept,
    "no acknowledged receipt lost": receipts_kept,
    "counts agree with the ledger and the witness": counts_agree,
    "no message after an acknowledged STOP": stops_heard,
    "no forgery believed": forgeries_refused,
    "a slot is booked once": booked_once,
    "an answer has one reply": answered_once,
    "replies are right": replies_right,
    "no offer open after its time": holds_end,
    "nobody asked twice": asked_once,
    "told by one channel": told_by_one_channel,
    "each change of a ticket told": changes_told,
    "the counter's changes kept": counter_kept,
}


def breaches(evidence: Evidence) -> list[str]:
    """Check all of them and return every breach, each with the name of its invariant."""
    return [f"{name}: {breach}" for name, check in INVARIANTS.items() for breach in check(evidence)]


def _as_witnessed(row: Row, told: Sequence[Accepted]) -> Iterator[str]:
    got = [each for each in told if not each.failed]
    if row.word in _LEFT and not told:  # that one failed after it was sent may not have been told yet
        yield f"{row.key} is {row.word}, and nothing was accepted for it"
    if row.word in _NEVER_LEFT and got:
        yield f"{row.key} is {row.word}, and {got[0].message.id} was accepted for it"
    if row.word == "failed" and got:
        yield f"{row.key} failed with {row.reason}, and {got[0].message.id} was accepted for it"
    if row.word in _LEFT and told and row.provider_id not in {None, *(each.message.id for each in told)}:
        yield f"{row.key} bears {row.provider_id}, which the provider never gave it"


def _window_open(books: Books, number: str, at: float) -> bool:
    return any(each.number == number and each.line is Line.META and at - _DAY < each.at <= at for each in books.inbound)


def _crowded(moments: Sequence[tuple[float, str]], seconds: float, most: int, what: str) -> Iterator[str]:
    """Tell of the fullest window, if it holds more distinct ones than it may."""
    window: deque[tuple[float, str]] = deque()
    fullest, at = 0, 0.0
    for moment in sorted(moments):
        window.append(moment)
        while window[0][0] <= moment[0] - seconds:
            window.popleft()
        if (held := len({each for _, each in window})) > fullest:
            fullest, at = held, moment[0]
    if fullest > most:
        yield f"{fullest} {what} up to {datetime.fromtimestamp(at, UTC):%d %B %H:%M:%S}, {most} allowed"
