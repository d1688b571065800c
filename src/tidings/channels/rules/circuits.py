"""Circuits: for how long a sender is held whose provider fails, before one message tries again."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tidings.channels.types import Circuit, Trouble

LONGEST = timedelta(minutes=15)
"""The longest hold that growing leads to; a provider may ask for a longer one."""
_SHORTEST = timedelta(seconds=1)
_DOUBLINGS = 10  # more than it takes from the shortest to the longest
_SPREAD = 0.1


def after_trouble(circuit: Circuit, trouble: Trouble, at: datetime) -> Circuit | None:
    """Return how a circuit stands after its provider failed; None if it is held long enough already.

    Only what was claimed after the last hold tells something new: what else was on its way when the provider failed
    fails with it, and is no second failure in a row.
    """
    known = circuit.held_until is not None and circuit.held_until > trouble.claimed_at
    failures = circuit.failures if known else circuit.failures + 1
    until = at + held_for(circuit.sender_id, trouble.asked, 1 if known else failures)
    if circuit.held_until is not None and circuit.held_until >= until:
        return None
    return replace(circuit, held_until=until, failures=failures)


def held_for(sender_id: UUID, asked: timedelta, failures: int) -> timedelta:
    """Return how long a sender is held after so many failures in a row (at least 1), the last of which asks for `asked`.

    Each time twice as long, up to `LONGEST`, and never shorter than asked. Up to a tenth comes on top, always the same for a sender, so that
    the many senders of one provider do not all try in the same second.
    """
    first = max(asked, _SHORTEST)
    hold = max(first, min(first * 2 ** min(failures - 1, _DOUBLINGS), LONGEST))
    return hold + min(hold, LONGEST) * (_SPREAD * (sender_id.int % 1000) / 1000)
