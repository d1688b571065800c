"""How much a message resembles what an organisation's questions are asked by; the same for the same words, and explained by them.

A term that the sayings of a question hold speaks for it, the more the fewer questions hold it. What they do not hold speaks against it: little
where it may be a name or a place, much where somebody tells of a matter of their own. The result is between 0 and 1.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from math import log
from uuid import UUID

from tidings.inbox.rules.reading.terms import Kind, Term, asked_last, stem, terms_of, words_of

MOST_WORDS = 40
"""Who writes more tells a story: it is for a person."""
_WEIGHT = {Kind.ABOUT: 1.0, Kind.ASK: 0.5, Kind.THING: 0.5, Kind.TIME: 0.35, Kind.OWN: 0.5, Kind.UNKNOWN: 1.0, Kind.IDLE: 0.0}
_AGAINST = {Kind.ABOUT: 0.75, Kind.ASK: 0.15, Kind.THING: 0.2, Kind.TIME: 0.1, Kind.OWN: 1.1, Kind.UNKNOWN: 0.3, Kind.IDLE: 0.0}
_ASKED_ELSE = 0.5
"""Against a question: that something is asked which only other questions ask, "how long" where this one asks "how much"."""
_SUBJECTS = frozenset({Kind.ABOUT, Kind.THING, Kind.UNKNOWN})
"""One of them must be found: "how much" and "tomorrow" alone ask nothing."""
_STEADY = 0.12
"""So that a single weak term is no certainty."""
_WHOLE = 0.35
"""How much of the result is the likeness to the one saying that fits best; the rest is what all its sayings explain."""
_LONG = 10
"""Who writes more words than this may tell something before they ask."""
APART = 0.12
"""So much surer than the runner-up a reading must be to be acted on."""


class Verdict(StrEnum):
    """What is done with a reading. Values are stored: never rename one."""

    SURE = "sure"
    LIKELY = "likely"
    """Suggested to whoever answers."""
    CLOSE = "close"
    """Two questions fit about as well: both are suggested."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that people commonly ask, and sayings that ask it."""

    id: UUID
    sayings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """How well one question fits: the score (0 to 1), and which of its own words were found."""

    id: UUID
    score: float
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message was taken for: the question that fits best, the next one, and how many words neither explains."""

    verdict: Verdict
    best: Match | None
    runner_up: Match | None
    unexplained: int


@dataclass(frozen=True, slots=True)
class _Question:
    id: UUID
    vocabulary: Mapping[str, str]
    """Keys of its terms, with the word by which the organisation says them."""
    sayings: Sequence[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Understood:
    """Questions made ready to be compared: their words, and how much each tells."""

    questions: Sequence[_Question]
    own: frozenset[str]
    tells: Mapping[str, float]


@lru_cache(maxsize=64)
def understood(asked: tuple[Asked, ...]) -> Understood:
    """Make questions ready: once for many messages; those of the last organisations are kept."""
    own = frozenset(stem(word) for each in asked for saying in each.sayings for term in terms_of(saying) if term.kind is Kind.UNKNOWN
                    for word in words_of(term.word))  # fmt: skip
    questions = [_question(each, own) for each in asked]
    held = Counter(key for each in questions for key in each.vocabulary)
    most = log(1 + max(len(questions), 2))
    tells = {key: log(1 + max(len(questions), 2) / count) / most for key, count in held.items()}
    return Understood(questions, own, tells)


def read(known: Understood, text: str, *, sure: float, likely: float) -> Reading:
    """Say which question a message asks: `sure` and `likely` are the scores from which on it is answered or suggested.

    Who tells a story first and asks at its end is read by the end as well; if the story is of a matter of their own, it is a suggestion at most.
    """
    whole = _read(known, text, sure=sure, likely=likely)
    asked = asked_last(text) if len(words_of(text)) > _LONG else None
    if asked is None or whole.verdict is Verdict.SURE:
        return whole
    end = _read(known, asked, sure=sure, likely=likely)
    if end.verdict is Verdict.SURE and any(each.kind is Kind.OWN for each in terms_of(text, known.own)):
        end = replace(end, verdict=Verdict.LIKELY)
    return end if _score(end) > _score(whole) else whole


def _score(reading: Reading) -> float:
    return reading.best.score if reading.best else 0.0


def _read(known: Understood, text: str, *, sure: float, likely: float) -> Reading:
    terms = terms_of(text, known.own)
    telling = [each for each in terms if each.kind is not Kind.IDLE]
    if not telling or len(words_of(text)) > MOST_WORDS:
        return Reading(Verdict.NONE, None, None, len(telling))
    matches = sorted((_match(known, each, telling) for each in known.questions), key=lambda each: (-each.score, each.id))
    best = matches[0] if matches and matches[0].score > 0 else None
    runner_up = matches[1] if len(matches) > 1 and matches[1].score > 0 else None
    if best is None or best.score < likely:
        return Reading(Verdict.NONE, best, runner_up, _unexplained(telling, best))
    close = runner_up is not None and best.score - runner_up.score < APART
    verdict = Verdict.CLOSE if close else Verdict.SURE if best.score >= sure else Verdict.LIKELY
    return Reading(verdict, best, runner_up, _unexplained(telling, best))


def _unexplained(terms: Sequence[Term], best: Match | None) -> int:
    return len(terms) - len(best.words) if best else len(terms)


def _question(asked: Asked, own: frozenset[str]) -> _Question:
    sayings = [[term for term in terms_of(saying, own) if term.kind is not Kind.IDLE] for saying in asked.sayings]
    vocabulary = {term.key: term.word for saying in sayings for term in saying}
    return _Question(asked.id, vocabulary, [frozenset(term.key for term in saying) for saying in sayings if saying])


def _match(known: Understood, question: _Question, terms: Sequence[Term]) -> Match:
    found = [each for each in terms if each.key in question.vocabulary]
    words = list(dict.fromkeys(question.vocabulary[each.key] for each in found))
    if not any(each.kind in _SUBJECTS for each in found) and not _asks_alone(question, terms):
        return Match(question.id, 0.0, words)
    speaks = sum(_WEIGHT[each.kind] * known.tells[each.key] * each.sure for each in found)
    against = sum(_against(known, each) for each in terms if each.key not in question.vocabulary)
    explained = speaks / (speaks + against + _STEADY)
    said = frozenset(each.key for each in terms)
    likeness = max((_likeness(known, said, saying) for saying in question.sayings), default=0.0)
    return Match(question.id, round((1 - _WHOLE) * explained + _WHOLE * likeness, 4), words)


def _asks_alone(question: _Question, terms: Sequence[Term]) -> bool:
    """Say whether all that is said is a way of asking that is a whole saying of the question: "where are you?" to a shop that is asked so."""
    return frozenset(each.key for each in terms) in question.sayings


def _against(known: Understood, term: Term) -> float:
    return _ASKED_ELSE if term.kind is Kind.ASK and term.key in known.tells else _AGAINST[term.kind]


def _likeness(known: Understood, said: frozenset[str], saying: frozenset[str]) -> float:
    """Return how much of two sets of terms is in both, by what the terms tell."""
    both, either = said & saying, said | saying
    return sum(known.tells.get(each, 0.4) for each in both) / sum(known.tells.get(each, 0.4) for each in either)
