"""What a text would be taken for."""

from collections.abc import Collection

from tidings.conversations import rules
from tidings.conversations.types import Answer, Reading


def classify(text: str, answering: Collection[Answer] = ()) -> Reading:
    """Say what a text would be taken for; `answering` is what an open question expects, if there is one."""
    return rules.classify(text, answering)


def told(reading: Reading, language: str) -> str:
    """Return a reading and its reason as a sentence in a language or locale: French or English."""
    return rules.told(reading, language)
