"""What becomes of messages, counted for operators by channel and outcome.

An outcome is what an exchange ended with, each attempt for itself (accepted, refused, put_off, unknown, withheld), what a receipt told
(sent, failed, delivered, read), or that policy refused the person (suppressed).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from tidings.channels.types import Sender
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.messages.queries.receipts import Changed
from tidings.messages.types import Result, Withheld
from tidings.ports.outcome import Accepted, NotNow, Outcome, Refused, Unknown

_WORDS: Mapping[type[Outcome | Withheld], str] = {
    Accepted: "accepted",
    Refused: "refused",
    NotNow: "put_off",
    Unknown: "unknown",
    Withheld: "withheld",
}


def count_results(unit: Unit, results: Sequence[Result]) -> None:
    """Count how exchanges ended."""
    _count(unit, ((each.sender.channel, _WORDS[type(each.outcome)]) for each in results))


def count_receipts(unit: Unit, changed: Sequence[Changed], senders: Mapping[UUID, Sender]) -> None:
    """Count what receipts told that was not known."""
    _count(unit, ((senders[each.sender_id].channel, each.new.name.lower()) for each in changed if each.sender_id in senders and each.sender_id))


def count_suppressed(unit: Unit, channel: Channel, people: int) -> None:
    """Count people whom policy refused."""
    if people:
        _add(unit, channel, "suppressed", people)


def _count(unit: Unit, ends: Iterable[tuple[Channel, str]]) -> None:
    for (channel, outcome), times in Counter(ends).items():
        _add(unit, channel, outcome, times)


def _add(unit: Unit, channel: Channel, outcome: str, times: int) -> None:
    unit.count("messages", times, channel=channel.value, outcome=outcome)
