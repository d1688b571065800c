"""Words by which lists are filtered: one, several by commas, or repeated."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from tidings.campaigns.types import PENDING, RecipientFilter, Status
from tidings.kernel.errors import Invalid
from tidings.messages.types import State

Meaning = TypeVar("Meaning")

_STATUSES: Mapping[str, Sequence[Status]] = {**{status.value: (status,) for status in Status}, "running": (Status.ACTIVE,)}
_STATES: Mapping[str, Sequence[State]] = {**{state.word: (state,) for state in State}, "pending": PENDING}

STATUS_WORDS = f"{', '.join(Status)}; running is another word for active"
STATE_WORDS = f"{', '.join(state.word for state in State)}; pending is planned, queued and sending together"


def statuses_of(given: Iterable[str]) -> frozenset[Status]:
    """Return the statuses of campaigns that are meant. Raises Invalid."""
    return _meant(given, _STATUSES)


def recipient_filter(statuses: Iterable[str], reasons: Iterable[str]) -> RecipientFilter:
    """Return which recipients are meant. Raises Invalid on a status that is none; reasons may be a provider's own."""
    return RecipientFilter(_meant(statuses, _STATES), frozenset(filter(None, _words(reasons))))


def _meant(given: Iterable[str], meanings: Mapping[str, Sequence[Meaning]]) -> frozenset[Meaning]:
    meant: set[Meaning] = set()
    for word in _words(given):
        if word not in meanings:
            raise Invalid("status_unknown", f"{word[:40]!r} is not a status.", field="status", fix=f"Use one of {', '.join(meanings)}.")
        meant.update(meanings[word])
    return frozenset(meant)


def _words(given: Iterable[str]) -> list[str]:
    return [word.strip() for each in given for word in each.split(",")]
