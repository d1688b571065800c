"""The terms by kind, as dated data with their sources."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final

from tidings.retention.types import Held, Kind, Term

SOON: Final = timedelta(days=30)
"""So long before something goes, it is told."""
_TELLS_OF_CONTACT: Final = (Kind.EVENTS, Kind.INBOUND)
"""What a prospect's last contact is read from."""


def sentence_of(term: Term, language: str) -> str:
    """Return what a kind is and how it is kept, in a language or locale (English where there are no words in it)."""
    return term.sentences["fr" if _is_french(language) else "en"]


def source_of(term: Term, language: str) -> str:
    """Return what a term rests on, in a language or locale (English where there are no words in it)."""
    return term.source_fr if _is_french(language) else term.source


def held(own: Mapping[str, int]) -> list[Held]:
    """Return how long each kind is kept, by the days that an organisation set."""
    return [Held(term, own.get(term.kind.value, term.days) if term.days is not None else None, term.kind.value in own) for term in TERMS]


def before(keeps: Held, at: datetime) -> datetime | None:
    """Return the moment before which a kind's time is over; None for what no number of days ends."""
    return None if keeps.days is None else at - timedelta(days=keeps.days)


def shortest_proof(kept: Sequence[Held]) -> tuple[Kind, int]:
    """Return which of the kinds that tell of prospects' last contact goes first, and after how many days."""
    days, kind = min((each.days, each.term.kind) for each in kept if each.term.kind in _TELLS_OF_CONTACT and each.days is not None)
    return kind, days


def of(kept: Sequence[Held], kind: Kind) -> Held:
    """Return how long one kind is kept."""
    return next(each for each in kept if each.term.kind is kind)


def _is_french(language: str) -> bool:
    return language.lower().startswith("fr")


def _term(told: Mapping[str, Any]) -> Term:
    return Term(
        kind=Kind(told["name"]),
        days=told.get("days"),
        least=told.get("least", 0),
        most=told.get("most", 0),
        valid_from=told["valid_from"],
        source=told["source"],
        source_fr=told["source_fr"],
        confidence=told["confidence"],
        sentences={language: told[language] for language in ("en", "fr")},
        lifecycles=tuple(told.get("lifecycles", ())),
        passive=tuple(told.get("passive", ())),
    )


def _load() -> Sequence[Term]:
    told = tomllib.loads(files("tidings.retention").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return tuple(_term(each) for each in told["kind"])


TERMS: Final = _load()
