"""Which answers the providers gave other than "accepted", since the last start or reset."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Evidence:
    """By provider: sends asked for (by number) and errors (by code); and answers withheld after a message was accepted, by how."""

    requests: dict[str, Counter[str]] = field(default_factory=lambda: {"twilio": Counter(), "meta": Counter(), "fcm": Counter()})
    errors: dict[str, Counter[str]] = field(default_factory=lambda: {"twilio": Counter(), "meta": Counter(), "fcm": Counter()})
    withheld: Counter[str] = field(default_factory=Counter[str])
