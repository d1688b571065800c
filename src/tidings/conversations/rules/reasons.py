"""A refusal and its reason in one breath, without a mark between them: "stop its 7am", "plus de sms il est tard", "stop vous m'avez réveillé".

A time of day that is such a reason limits nothing; one that says when else messages are welcome does ("not before 9am please").
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tidings.conversations.rules.asking import asked
from tidings.conversations.rules.lexicon import Tagged, lexicon, tagged

_PASSED_OVER = frozenset({"it", "this", "that", "ca", "cela", "because", "cause", "cos", "cuz", "bc", "car", "parce", "que", "qu"})
_SENT = frozenset({"text", "reach", "send", "thing", "ours"})
_MOST_BEFORE = 8
"""Words of the refusal: what stands further on is no reason of a first "stop"."""


class Reasoned(NamedTuple):
    """A refusal before its reason; it is `told` where the reason is one that only whoever refuses gives, else a person reads it."""

    refusal: str
    told: bool


class _Words(NamedTuple):
    begins: re.Pattern[str]
    of_you: re.Pattern[str]
    disturbed: re.Pattern[str]
    clock: re.Pattern[str]
    arriving: re.Pattern[str]


@cache
def _words() -> _Words:
    return _Words(*(re.compile(rf"\b(?:{'|'.join(lexicon().sections['reasons'][each])})\b") for each in _Words._fields))


def reasoned(sentence: Sequence[Tagged], imperative: frozenset[str], *, alone: bool) -> Reasoned | None:
    """Return what a sentence refuses before it says why; `imperative` are the words that are a refusal by themselves.

    Whether it is all that is said (`alone`) tells for a time of day: another sentence may name a better one.
    """
    words = " ".join(each.word for each in sentence).split()
    for place in range(1, min(len(words), _MOST_BEFORE + 1)):
        head, rest = words[:place], " ".join(words[place:])
        if alone and _words().clock.fullmatch(rest) and (refusal := _asks(head)):
            return Reasoned(refusal, told=False)
        if _words().begins.match(rest) or _words().of_you.match(rest):
            return _refused(head, rest, imperative)
    return None


def _refused(head: Sequence[str], rest: str, imperative: frozenset[str]) -> Reasoned | None:
    arriving = _words().arriving.search(rest) is not None
    disturbed = not arriving and _words().disturbed.search(rest) is not None
    if not disturbed and _words().of_you.match(rest):
        return None
    said = tagged(" ".join(word for word in head if word not in _PASSED_OVER))
    bare = [each.word for each in said if each.tag != "courtesy"]
    if len(bare) == 1 and bare[0] in imperative:
        return Reasoned(bare[0], told=not arriving and (disturbed or len(said) > 1))
    refusal = _asks(head) if disturbed else None
    return Reasoned(refusal, told=True) if refusal else None


def _asks(head: Sequence[str]) -> str | None:
    said = tagged(" ".join(head))
    return None if _SENT.isdisjoint(each.tag for each in said) else asked(said, plainly=True)
