"""Every choice about a message follows from the seed, the person's number and how many came before.

So a run with the same seed and the same messages for each person makes the same choices, whatever the order in
which workers happened to send to different people.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

Option = TypeVar("Option")

_RANGE = 1 << 64


def draw(seed: int, number: str, nth: int, question: str) -> float:
    """Return a number in [0, 1) that the four arguments determine."""
    digest = blake2b(f"{seed}|{number}|{nth}|{question}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / _RANGE


def pick(share: float, options: Sequence[Option]) -> Option:
    """Return the option that a draw in [0, 1) falls on, each as likely as the others."""
    return options[int(share * len(options))]
