"""The words of the inbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from tidings.conversations.types import InboundMessage
from tidings.inbox.types.automatic import By as By
from tidings.inbox.types.automatic import Escalations as Escalations
from tidings.inbox.types.automatic import History as History
from tidings.inbox.types.bringing import LONGEST_FILE as LONGEST_FILE
from tidings.inbox.types.bringing import Bringing as Bringing
from tidings.inbox.types.bringing import Carries as Carries
from tidings.inbox.types.bringing import Menu as Menu
from tidings.inbox.types.bringing import OpenedFile as OpenedFile
from tidings.inbox.types.bringing import Row as Row
from tidings.inbox.types.bringing import SentFile as SentFile
from tidings.kernel.words import Channel
from tidings.messages.types import SaidTo, State
from tidings.ports.receipt import Place

MOST_CHARACTERS = 100_000
"""Of an answer by any channel: an email may be longest (Gmail cuts what is beyond 102 KB)."""

SYSTEM = "system:inbox"
"""Who did what nobody did by hand."""


class Status(StrEnum):
    """Where a thread stands. Values are stored: never rename one."""

    OPEN = "open"
    """It is ours to act."""
    PENDING = "pending"
    """It is theirs: they were answered."""
    SNOOZED = "snoozed"
    """Put off until a time; a message opens it before."""
    RESOLVED = "resolved"


class Why(StrEnum):
    """Why a thread needs a person, or why it does not. Values are stored: never rename one; `rules.needing` has them in words."""

    WROTE = "wrote"
    UNCLEAR = "unclear"
    FILE = "file"
    PLACE = "place"
    HELP = "help"
    NOT_UNDERSTOOD = "not_understood"
    """Something that was asked was answered, and no room could tell how."""
    STRANGER = "stranger"
    REPLY_FAILED = "reply_failed"
    REPLY_UNCONFIRMED = "reply_unconfirmed"
    """It may have been sent, and nobody can find out."""
    WOKE = "woke"
    BY_HAND = "by_hand"
    ESCALATED = "escalated"
    OPTED_OUT = "opted_out"
    OPTED_IN = "opted_in"
    HELPED = "helped"
    ANSWERED = "answered"
    REACTION = "reaction"
    REPEATED = "repeated"
    AUTO_ANSWERED = "auto_answered"


class Urgency(IntEnum):
    """How urgent an escalated thread is. Values are stored."""

    NONE = 0
    LOW = 1
    NORMAL = 2
    HIGH = 3

    @property
    def word(self) -> str:
        """Return it as people and the API know it."""
        return self.name.lower()


class EventWhat(StrEnum):
    """What happened in a thread. Values are stored: never rename one."""

    OPENED = "opened"
    REOPENED = "reopened"
    ASSIGNED = "assigned"
    TEAM_ASSIGNED = "team_assigned"
    GIVEN_BACK = "given_back"
    PENDING = "pending"
    SNOOZED = "snoozed"
    WOKE = "woke"
    RESOLVED = "resolved"
    ESCALATED = "escalated"
    CALMED = "calmed"
    REPLY_FAILED = "reply_failed"
    REPLY_UNCONFIRMED = "reply_unconfirmed"
    AUTO_ANSWERED = "auto_answered"
    SUGGESTED = "suggested"
    SURVEY_SENT = "survey_sent"
    SURVEY_NOT_SENT = "survey_not_sent"
    SURVEY_ANSWERED = "survey_answered"


class ItemKind(StrEnum):
    """What an item of a thread is."""

    INBOUND = "inbound"
    REPLY = "reply"
    MESSAGE = "message"
    """What was sent and no agent wrote: a campaign's, a notice's, an answer of our own accord."""
    NOTE = "note"
    EVENT = "event"


class ListName(StrEnum):
    """Which threads are meant."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    ALL = "all"
    MENTIONS = "mentions"


class Order(StrEnum):
    """In which order threads are listed."""

    WAITING = "waiting"
    """What was escalated first, then who waits longest."""
    NEWEST = "newest"


class Doing(StrEnum):
    """What an agent does in a thread at this moment. Values are stored."""

    LOOKING = "looking"
    WRITING = "writing"


class WayState(StrEnum):
    """Whether a channel can carry a reply now."""

    OPEN = "open"
    TEMPLATE = "template"
    """An approved template only."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as conversations tell it; `asked` is the source of the question that it answers."""

    id: UUID
    contact_id: UUID | None
    lookups: Sequence[bytes]
    channel: Channel
    sender_id: UUID | None
    address_id: UUID | None
    kind: str
    reading: str
    asked: str | None
    answered: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Need:
    """Whether a message needs a person, and why or why not."""

    person: bool
    why: Why


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation with one person, or with a stranger. `read_at` and `mentioned` are of whoever looks."""

    id: UUID
    contact_id: UUID | None
    stranger: bytes | None = field(repr=False)
    status: Status
    why: Why
    urgency: Urgency
    assignee_id: UUID | None
    team_id: UUID | None
    snoozed_until: datetime | None
    waiting_since: datetime | None
    heard_at: datetime | None
    channel: Channel | None
    sender_id: UUID | None
    address_id: UUID | None
    moved_at: datetime
    replied_id: UUID | None
    replied_by: str | None
    created_at: datetime
    joined_id: UUID | None = None
    """The thread that shows this one, since its person was merged with another."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A thread in a list: whose, the last words of the person, and what of it is new to whoever looks."""

    thread: Thread
    name: str | None
    address: str | None
    preview: str = field(repr=False)
    unread: bool
    mentioned: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many threads that are not resolved each list holds for an agent, and how many of theirs are unread."""

    mine: int
    unassigned: int
    all: int
    mentions: int
    unread: int
    teams: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class Way:
    """A channel by which a person may be answered. `code` says why it is closed, or why only a template may go."""

    channel: Channel
    state: WayState
    code: str | None = None
    detail: str | None = None
    address_id: UUID | None = None
    sender_id: UUID | None = None
    window_open_until: datetime | None = None
    conversational: bool = False
    """Whether they wrote by it lately: then an answer needs no consent of its own."""
    counted: bool = False
    """Whether the person takes a place among those of WhatsApp's 24 hours."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as kept: what it says, sealed, and by whom."""

    id: UUID
    thread_id: UUID
    key: str
    by: str
    channel: Channel
    sealed: bytes = field(repr=False)
    created_at: datetime
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to be sent: its text, or a template with the values that it lacks.

    With the text go `buttons` or a `menu`; a file (`file_id`) has it for a caption, and a `place` has none. `channel` None is the one by which they
    wrote last. `seen` is what the thread told as `seen_up_to` when the agent read it; None does not ask whether
    somebody answered meanwhile. `then` is where the thread stands afterwards.
    """

    key: str
    text: str = field(default="", repr=False)
    subject: str = field(default="", repr=False)
    template: str | None = None
    values: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    channel: Channel | None = None
    seen: UUID | None = None
    then: Status = Status.PENDING
    buttons: Sequence[str] = field(default=(), repr=False)
    menu: Menu | None = field(default=None, repr=False)
    place: Place | None = field(default=None, repr=False)
    file_id: UUID | None = None


NOBODY = UUID(int=0)
"""As `seen`: no agent had answered yet."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note of an agent for the others, sealed."""

    id: UUID
    thread_id: UUID
    by: str
    sealed: bytes = field(repr=False)
    mentions: Sequence[UUID]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ThreadEvent:
    """Something that happened in a thread."""

    id: UUID
    thread_id: UUID
    what: EventWhat
    by: str
    detail: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a thread; which of the others is there hangs on its kind. `text` is what was said, as far as it is known.

    `about` is the item of ours that somebody answers or reacts to.
    """

    id: str
    kind: ItemKind
    at: datetime
    by: str | None = None
    channel: Channel | None = None
    text: str | None = field(default=None, repr=False)
    inbound: InboundMessage | None = None
    said: SaidTo | None = None
    state: State | None = None
    mentions: Sequence[UUID] = ()
    event: ThreadEvent | None = None
    brings: Bringing | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who looks at a thread, or writes in it, now."""

    user_id: UUID
    doing: Doing
    until: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A thread with what stands around it."""

    listed: Listed
    ways: Sequence[Way]
    present: Sequence[Presence]


@dataclass(frozen=True, slots=True)
class Team:
    """Agents who share work."""

    id: UUID
    name: str
    members: Sequence[UUID]
    created_at: datetime
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer to choose from: a text for each locale in the template language; of a team, or everybody's."""

    id: UUID
    shortcut: str
    title: str
    texts: Mapping[str, str]
    default_locale: str
    team_id: UUID | None
    changed_by: str
    changed_at: datetime
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A canned answer as one person would read it; `missing` are variables that are not known of them."""

    text: str = field(repr=False)
    missing: Sequence[str]
    locale: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which threads are listed: one of the lists, or a team's; of some statuses (none: all but resolved ones); what a search found."""

    list: ListName = ListName.ALL
    team_id: UUID | None = None
    statuses: Sequence[Status] = ()
    order: Order = Order.WAITING
    ids: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search looked at: the newest texts of the organisation, back to a moment (None: all there are)."""

    threads: Sequence[UUID]
    texts: int
    since: datetime | None
