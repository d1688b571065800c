"""What a text would be taken for."""

from collections.abc import Collection

from tidings.conversations import rules
from tidings.conversations.types import Answer, Opinion, Reading


def classify(text: str, answering: Collection[Answer] = ()) -> Reading:
    """Say what a text would be taken for; `answering` is what an open question expects, if there is one."""
    return rules.classify(text, answering)


def opinion(text: str) -> Opinion:
    """Say how much a text resembles opt-outs, and what weighed; it decides where the rules find nothing, or only a pattern."""
    return rules.opinion(text)


def told(reading: Reading, language: str) -> str:
    """Return a reading and its reason as a sentence in a language or locale: French or English."""
    return rules.told(reading, language)


def why_told(reading: Reading, language: str) -> str:
    """Return the reason of a reading alone, in the same languages."""
    return rules.why_told(reading, language)


def rating_of(text: str) -> Answer | None:
    """Return how many of five a text gives, whatever was asked; None where it may say anything else."""
    return rules.rating_of(text)


def remark_of(text: str) -> str:
    """Return what a rating's text says beside its number; empty where it says nothing more."""
    return rules.remark_of(text)
