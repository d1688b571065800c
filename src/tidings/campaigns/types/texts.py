"""What a template's texts lack by the law of the recipients' places."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tidings.contacts.types import Whereabouts
from tidings.policy.types import Needed, TextDemand

Spread = Mapping[tuple[str, Whereabouts], int]
"""How many people get the body of a locale, by where they may be."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A template's bodies by locale, as they were written, and whose message it is.

    `names` are those by which the sender may be named in it; none where the channel shows the sender with each message.
    """

    template: str
    texts: Mapping[str, str]
    organisation: str
    names: Collection[str]


@dataclass(frozen=True, slots=True)
class TextFinding:
    """The body of one locale lacks what one rule demands for `people` of the recipients; in words, with what to write."""

    demand: TextDemand
    locale: str
    people: int
    suggestion: str
    sentence: str
    fix: str

    @property
    def needed(self) -> Needed:
        """What is missing."""
        return self.demand.needed

    @property
    def blocking(self) -> bool:
        """Whether nothing is launched without it, or without somebody's waiver where the rule knows one."""
        return self.demand.blocking
