"""The words of permissions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from tidings.kernel.words import Channel


class Reply(StrEnum):
    """What is answered of our own accord."""

    OPT_OUT = "opt_out"
    OPT_OUT_PROGRAMME = "opt_out_programme"
    OPT_OUT_ALL = "opt_out_all"
    OPT_IN = "opt_in"
    HELP = "help"
    CONFIRM = "confirm"
    """Asks whether an opt-in is theirs."""
    CONFIRM_LINK = "confirm_link"
    """Asks the same, by a link instead of a YES."""
    CODE = "code"
    """Says the code by which they show that a number is theirs."""
    VERIFY_EMAIL = "verify_email"
    """Brings the link by which they show that an email is theirs."""


@dataclass(frozen=True, slots=True)
class Due:
    """An answer that is due to somebody: to which message of theirs, by which number of ours, in which language if their words tell.

    `programme` is the name of what they left, where it is not a whole channel.
    """

    reply: Reply
    message_id: UUID
    contact_id: UUID
    address_id: UUID
    sender_id: UUID
    channel: Channel
    language: str | None
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of the preference page: marketing on a channel, of a programme or in general.

    `stopped` says that a STOP closed the channel, which only START opens. `words` stand beside the box.
    """

    channel: Channel
    programme: str
    words: str
    ticked: bool
    stopped: bool

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return f"{self.programme}:{self.channel.value}" if self.programme else self.channel.value


@dataclass(frozen=True, slots=True)
class Series:
    """A programme with its boxes."""

    name: str
    description: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Shown:
    """An address on a page, masked; `verifiable` says that a code can be sent to it."""

    id: UUID
    masked: str
    verified: bool
    verifiable: bool


@dataclass(frozen=True, slots=True)
class CodeField:
    """That the page asks for the code that was sent to an address (masked)."""

    verification_id: UUID
    masked: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the preference page shows, in `language`; the messages are in `written_in`.

    `name` may be empty; `weekly` is how many messages in seven days they chose to get, None for all.
    """

    business: str
    name: str
    language: str
    written_in: str
    addresses: Sequence[Shown]
    choices: Sequence[Choice]
    series: Sequence[Series]
    weekly: int | None
    code: CodeField | None
    form: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The form of the preference page as it came: ticked boxes, the language in which it was shown, the one chosen, how many a week ("" for all).

    `weekly` is None where the form had no such field.
    """

    ticked: Collection[str]
    shown: str
    language: str
    weekly: str | None


class Notice(StrEnum):
    """What a page tells after a form was sent; values are keys of its words."""

    SAVED = "saved"
    LEFT = "left"
    CODE_SENT = "code_sent"
    CODE_OFTEN = "code_often"
    CODE_IMPOSSIBLE = "code_impossible"
    CODE_RIGHT = "code_right"
    CODE_WRONG = "code_wrong"
    CODE_ENDED = "code_ended"
    CODE_OVER = "code_over"

    @property
    def good(self) -> bool:
        """Whether what was asked for was done."""
        return self in {Notice.SAVED, Notice.LEFT, Notice.CODE_SENT, Notice.CODE_RIGHT}


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """What the page of a confirmation link shows: whose request it is, for which address (masked), and the words that were agreed to."""

    business: str
    masked: str
    wording: str
    form: str


class OptInState(StrEnum):
    """Where an opt-in stands. Values are stored: never rename one."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class OptIn:
    """A marketing opt-in that its address must confirm: no consent until it did. `asked` counts the requests sent to it."""

    id: UUID
    contact_id: UUID
    address_id: UUID
    channel: Channel
    source: str
    wording: str
    proof: Mapping[str, Any]
    state: OptInState
    requested_at: datetime
    expires_at: datetime
    asked: int
    asked_at: datetime
    confirmed_at: datetime | None


class VerificationState(StrEnum):
    """Where a verification stands. Values are stored: never rename one."""

    PENDING = "pending"
    VERIFIED = "verified"
    FAILED = "failed"
    """Too many wrong codes."""
    REPLACED = "replaced"
    """A newer code went to the address."""
    EXPIRED = "expired"
    """Told of one that waited too long; never stored."""


@dataclass(frozen=True, slots=True)
class Verification:
    """That somebody shows by a code that a phone is theirs. `tries` are the codes that were given; the code itself is not kept."""

    id: UUID
    contact_id: UUID
    address_id: UUID
    channel: Channel
    state: VerificationState
    tries: int
    requested_at: datetime
    expires_at: datetime
    verified_at: datetime | None
    code_hash: bytes = field(repr=False)

    def state_at(self, at: datetime) -> VerificationState:
        """Say where it stands at a moment."""
        return VerificationState.EXPIRED if self.state is VerificationState.PENDING and at >= self.expires_at else self.state


@dataclass(frozen=True, slots=True)
class Switches:
    """Transactional consent as former integrations know it: which channels are on, and whether the preferred phone is verified."""

    on: Mapping[Channel, bool]
    phone_verified: bool


class Asking(StrEnum):
    """What became of the link that verifies an email."""

    SENT = "sent"
    OFTEN = "often"
    """It was sent often or just now."""
    IMPOSSIBLE = "impossible"
    """We can't write there."""
    THEIRS = "theirs"
    """It is their own already: nothing to verify."""


class VerifiedBy(StrEnum):
    """How an email was shown to be somebody's, as it is kept with it. Values are stored: never rename one."""

    BY_LINK = "email_link"
    IN_PERSON = "in_person"
    """Staff saw to it, as in what follows."""
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"


@dataclass(frozen=True, slots=True)
class GivenEmail:
    """That somebody gave an email for themselves, which nobody has verified. `link_expires_at` is None where no link to it opens anything."""

    contact_id: UUID
    address_id: UUID
    source: str
    given_at: datetime
    link_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unverified:
    """An email that somebody gave, opened."""

    given: GivenEmail
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EmailPage:
    """What the page of a link shows that verifies an email, masked."""

    business: str
    masked: str
    form: str
