"""What a reply brings beside its text: buttons, a list, a place, a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tidings.ports.receipt import AttachmentKind, Place

LONGEST_FILE = 16_000_000
"""Bytes of the largest file that any channel carries for an agent."""


class Carries(StrEnum):
    """What a channel can carry to a person now."""

    TEXT = "text"
    TEMPLATE = "template"
    BUTTONS = "buttons"
    MENU = "menu"
    PLACE = "place"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: what it says comes back as the answer."""

    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A list of choices: `button` opens it."""

    button: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of an agent, as it is shown and named; `reply_id` None: it was not sent yet."""

    id: UUID
    thread_id: UUID
    reply_id: UUID | None
    added_by: str
    kind: AttachmentKind
    content_type: str
    size: int
    name: str = field(repr=False)
    added_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file of an agent with what is in it."""

    file: SentFile
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Bringing:
    """What a reply brings beside its text: one of these, or nothing."""

    buttons: Sequence[str] = ()
    menu: Menu | None = None
    place: Place | None = None
    file: SentFile | None = None
