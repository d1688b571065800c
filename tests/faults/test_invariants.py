"""Each invariant finds what it is there for: true evidence has no breach, and one falsehood in it has one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from faults.books import Accepted, Books
from faults.invariants import Evidence, breaches
from faults.ledger import Ledger, Row
from tidings.simulator.books import Inbound, Line, Message

SOURCE = uuid4()
NOON = 1_791_021_600.0
STATES = {"planned": 0, "unknown": 25, "sent": 30, "failed": 35, "delivered": 40, "read": 50}
PEOPLE = [uuid4() for _ in range(4)]


def accepted(place: int, *, at: float = NOON, status: str = "delivered", name: str = "", line: Line = Line.META) -> Accepted:
    message = Message(name or f"wamid.{place}", line, "A", "S", f"+3360000000{place}", at, 0, "Hello", status=status)
    return Accepted(message, (SOURCE, PEOPLE[place]), {"sent", status})


def row(place: int, state: str = "delivered", **other: Any) -> Row:
    plain = Row(SOURCE, PEOPLE[place], STATES[state], None, f"wamid.{place}", in_doubt=False, looked_for=False)
    return replace(plain, **other)


def evidence(told: list[Accepted], rows: list[Row], **other: Any) -> Evidence:
    """Return evidence in which everything else agrees with what was told and what stands in the ledger."""
    books = Books({each.message.id: each for each in told})
    ledger = Ledger(rows, {SOURCE: "completed"}, {"outbox": 0})
    states = ledger.states(SOURCE)
    arrived = states["delivered"] + states["read"]
    stats: Mapping[str, Any] = {
        "states": dict(states),
        "sent": arrived + states["sent"],
        "delivered": arrived,
        "unknown": states["unknown"],
        "suppressed": states["suppressed"],
    }
    report = {"duplicate_people": [], "over_limit": {"messages": 0}, "sends_after_stop": {"first": []}}
    plain = Evidence(books, report, ledger, {SOURCE: stats}, {SOURCE: len(rows)}, tier=3, per_hour=3, forged={403: 2})
    return replace(plain, **other)


def everybody(**other: Any) -> Evidence:
    return evidence([accepted(place) for place in range(3)], [row(place) for place in range(3)], **other)


def test_true_evidence_has_no_breach() -> None:
    assert breaches(everybody()) == []


def test_what_failed_may_be_tried_again_and_what_is_in_doubt_may_have_arrived() -> None:
    told = [accepted(0, status="failed", name="wamid.x"), accepted(0), accepted(1, status="sent")]
    told[2].acknowledged.clear()
    unsure = row(1, state="unknown", reason="no_answer", in_doubt=True, provider_id=None)
    assert breaches(evidence(told, [row(0), unsure])) == []


def _twice() -> Evidence:
    return evidence([accepted(0), accepted(0, name="wamid.again")], [row(0)])


def _waiting() -> Evidence:
    return evidence([], [row(0, state="planned")])


def _four_in_a_day() -> Evidence:
    return evidence([accepted(place, at=NOON + place * 3600) for place in range(4)], [row(place) for place in range(4)])


def _four_in_an_hour() -> Evidence:
    return evidence([accepted(place, at=NOON + place, line=Line.TWILIO_SMS) for place in range(4)], [row(place) for place in range(4)])


def _two_of_two_campaigns() -> Evidence:
    second = uuid4()
    other = replace(accepted(0, at=NOON + 24 * 3600, name="wamid.other"), key=(second, PEOPLE[0]))
    return evidence([accepted(0), other], [row(0)], planned={SOURCE: 1, second: 1})


def _lost_receipt() -> Evidence:
    return evidence([accepted(0)], [row(0, state="sent")])


def _miscounted() -> Evidence:
    true = everybody()
    return replace(true, stats={SOURCE: {**true.stats[SOURCE], "sent": 2}})


def _never_accepted() -> Evidence:
    return evidence([], [row(0, state="sent")])


def _after_stop() -> Evidence:
    late = {"first": [{"id": "wamid.1", "to": "+33600000001", "real_seconds_after_acknowledged_stop": 4.0}]}
    return replace(everybody(), report={**everybody().report, "sends_after_stop": late})


def _confirmed(times: int) -> Evidence:
    answers = [replace(accepted(1, name=f"wamid.answer{time}"), key=(uuid4(), PEOPLE[1])) for time in range(times)]
    told = {"first": [{"id": each.message.id, "to": each.message.to, "real_seconds_after_acknowledged_stop": 9.0} for each in answers]}
    true = everybody()
    return replace(
        true, books=Books({**true.books.accepted, **{each.message.id: each for each in answers}}), report={**true.report, "sends_after_stop": told}
    )


def _believed() -> Evidence:
    return evidence([accepted(0)], [row(0, state="read")])


@pytest.mark.parametrize(
    ("falsehood", "name"),
    [
        (_twice, "accepted at most once"),
        (_waiting, "everybody accounted for"),
        (lambda: everybody(planned={SOURCE: 4}), "everybody accounted for"),
        (lambda: replace(everybody(), ledger=replace(everybody().ledger, left={"outbox": 1})), "nothing left over"),
        (_four_in_a_day, "limits kept in every rolling window"),
        (_four_in_an_hour, "limits kept in every rolling window"),
        (lambda: evidence([accepted(0, at=NOON + 12 * 3600)], [row(0)]), "hours kept"),
        (_two_of_two_campaigns, "caps kept"),
        (_lost_receipt, "no acknowledged receipt lost"),
        (_miscounted, "counts agree with the ledger and the witness"),
        (_never_accepted, "counts agree with the ledger and the witness"),
        (lambda: _confirmed(2), "no message after an acknowledged STOP"),
        (_after_stop, "no message after an acknowledged STOP"),
        (lambda: everybody(forged={200: 1}), "no forgery believed"),
        (_believed, "no forgery believed"),
    ],
)
def test_a_falsehood_is_found(falsehood: Callable[[], Evidence], name: str) -> None:
    assert name in {breach.partition(":")[0] for breach in breaches(falsehood())}


def test_one_late_confirmation_of_a_stop_is_no_breach() -> None:
    assert not [breach for breach in breaches(_confirmed(1)) if breach.startswith(("no message after", "caps"))]


def test_who_wrote_in_the_last_day_costs_no_room() -> None:
    told = [accepted(place, at=NOON + place) for place in range(4)]
    true = evidence(told, [row(place) for place in range(4)])
    true.books.inbound.append(Inbound("in.1", Line.META, "A", "+33600000001", "S", "Merci", NOON - 60))
    assert breaches(true) == []
