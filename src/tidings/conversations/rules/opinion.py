"""A second opinion on what a message asks for, learnt from sayings: how much it resembles those that opt out.

A logistic regression over the signs of `signs.py`. Its weights are in `weights.tsv`, which `tools/learn_opt_outs.py` makes from the
sayings of the tests; a sign that isn't there weighs nothing.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

from tidings.conversations.rules.lexicon import Tagged
from tidings.conversations.rules.signs import signs_of
from tidings.conversations.types import Opinion

ALWAYS = "always"
"""The sign that every message has."""
HUNDREDTHS = 100
"""Weights are whole numbers, so that they are the same on every machine."""
_STEEPEST = 30.0
_OF_TAGS = ("t ", "b ")
_WITHOUT_MEANING = frozenset({"other", "number"})
_TOLD = 3


class Weights(NamedTuple):
    """What was learnt, and of which sayings: a digest of their signs."""

    digest: str
    of: Mapping[str, int]


def telling_tags(opinion: Opinion) -> Sequence[str]:
    """Return the tags that spoke most for an opt-out: words of the lexicon, never of the message."""
    spoke = (sign[2:].replace("|", " ").split() for sign, weight in opinion.weighed if weight > 0 and sign[:2] in _OF_TAGS)
    return list(dict.fromkeys(tag for tags in spoke for tag in tags if tag.isidentifier() and tag not in _WITHOUT_MEANING))[:_TOLD]


def opinion_of(text: str, said: Sequence[tuple[Sequence[Tagged], bool]]) -> Opinion:
    """Return what the sayings tell of a text whose sentences are `said`, each with whether it asks."""
    known = weights().of
    found = [(sign, weight / HUNDREDTHS) for sign in (ALWAYS, *sorted(signs_of(text, said))) if (weight := known.get(sign))]
    total = sum(weight for _, weight in found)
    likelihood = 1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, total))))
    return Opinion(likelihood, sorted(found, key=lambda each: -abs(each[1])))


@cache
def weights() -> Weights:
    """Return what was learnt: read once, when the first message is that needs a second opinion."""
    head, *lines = files("tidings.conversations").joinpath("weights.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return Weights(head.removeprefix("# of sayings ").strip(), {sign: int(weight) for sign, weight in rows})
