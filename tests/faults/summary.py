"""What a run came to: schedules, kills, faults, messages and breaches, for people and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from faults.playing import Outcome
from faults.schedule import KILLS

_KILLS = frozenset(fault.value for fault in KILLS)


def document(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return a run as JSON values."""
    done = sum((outcome.done for outcome in outcomes), Counter[str]())
    return {
        "schedules": len(outcomes),
        "seeds": [outcome.seed for outcome in outcomes],
        "kills": {name: count for name, count in sorted(done.items()) if name in _KILLS},
        "faults": {name: count for name, count in sorted(done.items()) if name not in _KILLS},
        "skipped": dict(Counter(line for outcome in outcomes for line in outcome.skipped)),
        "processes_restarted": sum(outcome.restarts for outcome in outcomes),
        "people": sum(outcome.people for outcome in outcomes),
        "messages_accepted": sum(outcome.messages for outcome in outcomes),
        "receipts_acknowledged": sum(outcome.receipts for outcome in outcomes),
        "offers": sum(outcome.offers for outcome in outcomes),
        "answers_acknowledged": sum(outcome.answers for outcome in outcomes),
        "bookings": sum(outcome.bookings for outcome in outcomes),
        "changes_of_tickets": sum(outcome.changes for outcome in outcomes),
        "unconfirmed": sum(outcome.unconfirmed for outcome in outcomes),
        "invariants_checked": sum(outcome.invariants for outcome in outcomes),
        "violations": [f"seed {outcome.seed}: {breach}" for outcome in outcomes for breach in outcome.breaches],
        "seconds": round(sum(outcome.seconds for outcome in outcomes), 1),
        "each": [{**asdict(replace(outcome, done=Counter())), "done": dict(outcome.done)} for outcome in outcomes],
    }


def lines(told: dict[str, Any]) -> Iterator[str]:
    """Say the same in lines for people."""
    yield f"{told['schedules']} schedules in {told['seconds']:.0f} s, seeds {_range(told['seeds'])}"
    for title, counts in (("Kills", told["kills"]), ("Other faults", told["faults"]), ("Could not be done", told["skipped"])):
        if counts:
            yield f"{title}: {sum(counts.values())}"
            yield from (f"  {count:5}  {name}" for name, count in counts.items())
    yield f"Messages accepted by the providers: {told['messages_accepted']:,}, for {told['people']:,} recipients"
    yield f"Receipts acknowledged: {told['receipts_acknowledged']:,}"
    yield f"Offers: {told['offers']:,}, answers acknowledged: {told['answers_acknowledged']:,}, bookings: {told['bookings']:,}"
    yield f"Changes of tickets: {told['changes_of_tickets']:,}"
    yield f"Unconfirmed, left to a person: {told['unconfirmed']:,}"
    yield f"Invariants checked: {told['invariants_checked']}, violations: {len(told['violations'])}"
    yield from (f"  {violation}" for violation in told["violations"])


def _range(seeds: Sequence[int]) -> str:
    if not seeds:
        return "none"
    return f"{seeds[0]} to {seeds[-1]}" if len(seeds) > 1 else f"{seeds[0]}"
