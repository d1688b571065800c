"""The words of conversations."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.ports.receipt import AttachmentKind, InboundKind, Place


class ReadingKind(StrEnum):
    """What a message from a person was taken for. Values are stored: never rename one."""

    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    HELP = "help"
    ANSWER = "answer"
    """Yes or no to something that was asked."""
    UNCLEAR = "unclear"
    """It speaks of stopping and is not understood: for a person to read."""
    OTHER = "other"


class Answer(StrEnum):
    """What an open question may expect. Values are stored: never rename one."""

    YES = "yes"
    NO = "no"
    CANCEL = "cancel"
    END = "end"
    MINE = "mine"
    """That a phone is theirs: said where a yes would answer something else."""
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    """So many of five: an answer only to a question that expects numbers."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message was taken for, and why in a few words for a person (never the message itself)."""

    kind: ReadingKind
    why: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely (0 to 1) a message opts out by its resemblance to sayings, and what weighed, the heaviest first.

    `weighed` are signs with their weights, above nought for an opt-out: `w stop|me` are words, `t stop|reach` and `b not want` tags, `m` both.
    They hold words of the message: for whoever tries a text, never to be stored.
    """

    likelihood: float
    weighed: Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class SenderRef:
    """One of our numbers: its id, and its address as the provider names it in what people send to it."""

    id: UUID
    address: str


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one message from a person.

    A `duplicate` had been received before, and nothing was done; `contact_id` is None where there is no valid number to know them by.
    `newly_closed` says that this STOP closed what was open, an address or a programme: only then one confirmation may be sent.
    """

    contact_id: UUID | None
    address_id: UUID | None
    reading: Reading
    duplicate: bool
    newly_closed: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A STOP of which the message that it answers is looked for: its id, who says it, when, and the provider's id of what it quotes."""

    id: UUID
    contact_id: UUID
    channel: Channel
    at: datetime
    in_reply_to: str | None


class NamesProgrammes(Protocol):
    """Says which programme the message was of that each STOP answers, by the STOP's id; leaves out what it can't name. The ledger knows."""

    async def __call__(self, unit: Unit, organisation_id: UUID, said: Sequence[Said], /) -> Mapping[UUID, str]:
        """Name the programmes, by a constant number of statements."""
        ...


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to store; sealed where it could tell who wrote or what."""

    id: UUID
    provider_id: str
    channel: Channel
    sender_id: UUID | None
    contact_id: UUID | None
    address_id: UUID | None
    kind: InboundKind
    from_sealed: bytes = field(repr=False)
    text_sealed: bytes = field(repr=False)
    payload: str | None
    in_reply_to: str | None
    reading: Reading
    received_at: datetime
    place_sealed: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message as stored."""

    id: UUID
    channel: Channel
    kind: InboundKind
    contact_id: UUID | None
    sender_id: UUID | None
    reading: Reading
    received_at: datetime
    text_sealed: bytes = field(repr=False)
    from_sealed: bytes = field(repr=False)
    place_sealed: bytes | None = field(default=None, repr=False)
    in_reply_to: str | None = None
    """The provider's id of what it answers or reacts to."""


class AttachmentState(StrEnum):
    """Where a file is that a person sent. Values are stored: never rename one."""

    WAITING = "waiting"
    """Still at the provider."""
    KEPT = "kept"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why a file is not kept. Values are stored: never rename one."""

    GONE = "gone"
    TOO_LARGE = "too_large"
    NO_ADDRESS = "no_address"
    KIND_NOT_KEPT = "kind_not_kept"
    ALTERED = "altered"
    GIVEN_UP = "given_up"
    NO_ACCOUNT = "no_account"


@dataclass(frozen=True, slots=True)
class StoredAttachment:
    """A file as stored, without what is in it; `content_type` is what its bytes say once it is kept, the provider's word before."""

    id: UUID
    message_id: UUID
    place: int
    kind: AttachmentKind
    content_type: str
    name_sealed: bytes = field(repr=False)
    state: AttachmentState
    refused: Refusal | None
    size: int | None


@dataclass(frozen=True, slots=True)
class StoredContent:
    """What is in a file that is kept, sealed."""

    content_type: str
    name_sealed: bytes = field(repr=False)
    content_sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class WaitingAttachment:
    """A file to be fetched from the provider of a connection; `tries` counts this one."""

    id: UUID
    connection_id: UUID
    kind: AttachmentKind
    ref: str
    told_type: str
    digest: bytes | None
    tries: int


@dataclass(frozen=True, slots=True)
class InboundAttachment:
    """A file that a person sent; `size` in bytes once it is kept. A page may show one that is `shown` as it is, any other is downloaded."""

    id: UUID
    kind: AttachmentKind
    state: AttachmentState
    content_type: str
    name: str = field(repr=False)
    size: int | None
    refused: Refusal | None
    shown: bool


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that is kept, opened."""

    content: bytes = field(repr=False)
    content_type: str
    name: str = field(repr=False)
    shown: bool


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A message from a person, opened. `sender` is E.164, or the provider's own id of a person without a number."""

    id: UUID
    channel: Channel
    kind: InboundKind
    contact_id: UUID | None
    sender_id: UUID | None
    reading: Reading
    received_at: datetime
    text: str = field(repr=False)
    sender: str = field(repr=False)
    place: Place | None = field(default=None, repr=False)
    attachments: Sequence[InboundAttachment] = ()
    in_reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked of the person at an address, open until `expires_at`.

    `expects` are the answers that it takes; `source` ("waitlist:<id>") names who asked and is told the answer. `sender_id` is the number of
    ours that asked; None takes an answer to any. Who asks mints the id, so that asking twice asks once. One that is asked `again` was answered
    before: it takes repetitions until something newer is asked.
    """

    id: UUID
    channel: Channel
    address_id: UUID
    sender_id: UUID | None
    expects: Sequence[Answer]
    source: str
    expires_at: datetime
    again: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands: since when, and what it was answered last; None while it is open."""

    question: Question
    since: datetime
    answered: Answer | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """A question at an address: whose it is, and whether it is open still; else it ended without an answer."""

    address_id: UUID
    source: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says that may answer a question: how they say it, where, to which number of ours, and when.

    `quotes` are the beginnings of the sources that were asked by the message of ours which it quotes; None if it quotes none that we know.
    """

    answer: Answer | None
    channel: Channel
    addresses: AbstractSet[UUID]
    sender_id: UUID | None
    at: datetime
    quotes: Collection[str] | None = None


class NamesQuestions(Protocol):
    """Says what messages of ours asked, by the provider's ids: beginnings of the sources of questions. Leaves out what is no message of ours."""

    async def __call__(self, unit: Unit, organisation_id: UUID, provider_ids: Sequence[str], /) -> Mapping[str, Collection[str]]:
        """Name what was asked, by a constant number of statements."""
        ...


class Decision(StrEnum):
    """What a person says that an unclear message meant. Values are stored: never rename one."""

    OPT_OUT = "opt_out"
    KEEP = "keep"
    """It was no opt-out: marketing may leave again."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A message that waits for a person, or what was decided of it (`decision`, by whom, when and why).

    `contact_name` is None for somebody without a name, and for nobody whom we know.
    """

    message: InboundMessage
    contact_name: str | None
    decision: Decision | None
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class StoredUnclear:
    """An unclear message as stored."""

    message: StoredMessage
    address_id: UUID | None
    decision: Decision | None
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None
