"""What is kept how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """A kind of data. Those that nothing ends by days are told, too, so that nobody has to ask."""

    PROSPECTS = "prospects"
    EVENTS = "events"
    INBOUND = "inbound"
    QUESTIONS = "questions"
    NOTICES = "notices"
    CONVERSATIONS = "conversations"
    IMPORTS = "imports"
    MESSAGES = "messages"
    CONSENTS = "consents"
    SUPPRESSIONS = "suppressions"
    AUDIT = "audit"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Term:
    """How long a kind is kept by default, within which bounds an organisation may set it, and what that rests on, from a day on.

    `days` is None for what no number of days ends. `lifecycles` says who is a prospect, `passive` which events are no contact of theirs.
    """

    kind: Kind
    days: int | None
    least: int
    most: int
    valid_from: date
    source: str
    source_fr: str
    confidence: str
    sentences: dict[str, str]
    lifecycles: Sequence[str] = ()
    passive: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """How long an organisation keeps a kind; `own` says that it set the days itself."""

    term: Term
    days: int | None
    own: bool


@dataclass(frozen=True, slots=True)
class Due:
    """How much of a kind is over its time now, and how much more will be in 30 days if nothing happens until then.

    With `at_least` there is more than was counted.
    """

    held: Held
    now: int
    soon: int
    at_least: bool


@dataclass(frozen=True, slots=True)
class Purged:
    """What a run did with a kind: how much went, and how much stays for another day because a message is on its way to the person."""

    kind: Kind
    removed: int
    busy: int = 0
