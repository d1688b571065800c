"""Which messages are for a person at once, by their words."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tidings.inbox.rules.reading import words_of
from tidings.inbox.types import Urgency

_URGENCIES = (Urgency.HIGH, Urgency.NORMAL, Urgency.LOW)


class Escalates(NamedTuple):
    """A word of ours, or the organisation's, that was found, and how urgent it is."""

    word: str
    urgency: Urgency


def escalates(text: str, own: Mapping[str, Sequence[str]], *, usual: bool) -> Escalates | None:
    """Return the word for which a message is escalated, the most urgent; None for none.

    `own` are more words by urgency, `usual` takes ours as well.
    """
    padded = f" {' '.join(words_of(text))} "
    for spared in _usual()["unless"]:
        padded = padded.replace(f" {spared} ", "  ")
    for urgency in _URGENCIES:
        mine = [" ".join(words_of(word)) for word in own.get(urgency.word, ())]
        ours = _usual()[urgency.word] if usual else ()
        if found := next((word for word in (*mine, *ours) if word and f" {word} " in padded), None):
            return Escalates(found, urgency)
    return None


def usual_words() -> Mapping[str, Sequence[str]]:
    """Return our words, by urgency, as they are looked for: without accents and case."""
    return {urgency.word: sorted(_usual()[urgency.word]) for urgency in _URGENCIES}


@cache
def _usual() -> Mapping[str, Sequence[str]]:
    told = tomllib.loads(files("tidings.inbox.rules").joinpath("escalating.toml").read_text(encoding="utf-8"))
    return {section: sorted(members["words"], key=len, reverse=True) for section, members in told.items()}
