"""The form of an adapter: pure functions and generators that yield requests, with no database, retry, log or clock."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from tidings.kernel.words import Channel
from tidings.ports.content import Content
from tidings.ports.outcome import Outcome
from tidings.ports.receipt import Attachment, News, Receipt


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, complete. `headers` hold credentials: never log them. Of an answer at most `most` bytes are read."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer. Header names are lower case. One that is longer than was asked for is not `whole` and has no body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool = True


class MailTls(StrEnum):
    """How a connection to a mail server is encrypted, its certificate always checked."""

    IMPLICIT = "implicit"
    """From the first byte (RFC 8314)."""
    STARTTLS = "starttls"
    """Before anything secret is said (RFC 3207); a server that does not offer it is refused."""
    NONE = "none"
    """Not at all: to this machine alone."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. `url` is its address as configured, for whoever checks where it leads; an empty `username` logs in nowhere."""

    url: str
    host: str
    port: int
    tls: MailTls
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MailRequest:
    """One transaction with a mail server (RFC 5321): envelope and message. Without a recipient: greeting, login and nothing else.

    The message is whole but for its Date, which whoever hands it in puts before it.
    `envelope_id` is told where the server can pass it on with a report (RFC 3461). With `utf8` the address needs SMTPUTF8 (RFC 6531).
    """

    server: MailServer
    sender: str = ""
    recipient: str = ""
    message: bytes = field(default=b"", repr=False)
    envelope_id: str = ""
    utf8: bool = False


class MailStage(StrEnum):
    """How far a transaction got: what the server's answer is about. Only after TAKEN with a 2xx has it the message."""

    GREETING = "greeting"
    TLS = "tls"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    """It was asked whether it wants the message."""
    TAKEN = "taken"
    """It has read the message to its end."""


@dataclass(frozen=True, slots=True)
class MailAnswer:
    """The answer that ended a transaction: a refusal at its stage, or the last one.

    `text` is the server's own, all lines, and may begin with a status code of RFC 3463.
    """

    stage: MailStage
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Pass:
    """An access token that serves many requests of an account (RFC 6749, 4.4 and RFC 7523).

    Whoever carries conversations out keeps the answer under `key` for as long as it says (`expires_in`), and gives it again; `request` makes
    the question where none is kept, from the real time, which an adapter does not know. With `instead_of` the answer that was given before
    is not good any more. Nothing of a message leaves with it: without an answer, nothing was sent.
    """

    key: str
    request: Callable[[datetime], Request] = field(repr=False)
    instead_of: Response | None = None


Answer = TypeVar("Answer")
Steps = Generator[Request, Response, Answer]
"""A conversation with a provider: yields requests, is sent the answers, returns what they mean.

A time-out or a broken connection never reaches the generator: the executor ends it with `NotNow` (nothing had
left) or `Unknown` (something had).
"""
MailSteps = Generator[MailRequest, MailAnswer, Answer]
"""The same with a mail server."""
PassSteps = Generator[Request | Pass, Response, Answer]
"""The same with a provider that wants an access token first."""
Conversation = Steps[Answer] | MailSteps[Answer] | PassSteps[Answer]


About = TypeVar("About")


@dataclass(frozen=True, slots=True)
class Question(Generic[About, Answer]):
    """One conversation about several things: it answers for each of `about`, in their order."""

    about: Sequence[About]
    steps: Steps[Sequence[Answer]]


@dataclass(frozen=True, slots=True)
class Account:
    """A connection as an adapter sees it: plain values by the names in `Adapter.credentials`, and where to call."""

    values: Mapping[str, str]
    api_base: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one person on one channel, ready to go.

    `sender` and `to` are bare E.164 numbers, email addresses, device tokens or provider ids; adapters add prefixes. `token` (at most 120 URL-safe
    characters) must come back in every receipt. `callback_url` is where receipts go, without the token.
    """

    channel: Channel
    sender: str
    to: str
    content: Content
    token: str
    callback_url: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of an attempt whose outcome is not: enough to ask the provider for it.

    `denied` is how often the provider has said already that it does not have it. `until` is the latest moment at which
    the attempt can have been made, where that is not known; else it was made at `started_at`.
    """

    channel: Channel
    sender: str
    to: str
    content: Content
    token: str
    started_at: datetime
    denied: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the provider took and told nothing final of since."""

    channel: Channel
    sender: str
    provider_id: str
    token: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """The provider has the message. `alike` are later ones that it may be as well: one of two that say the same to one person."""

    provider_id: str
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFound:
    """The provider does not have it, so far as it can tell now."""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The provider gave no useful answer; with `ever` it has no way of being asked at all."""

    why: str
    ever: bool = False


Finding = Found | NotFound | CannotTell


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as the provider gave it; `content_type` is its word on what it is, and may be wrong."""

    content: bytes = field(repr=False)
    content_type: str


class Unfetched(StrEnum):
    """Why no file came. Values are stored: never rename one."""

    NO_ANSWER = "no_answer"
    """It may come another time; every other reason is for good."""
    GONE = "gone"
    TOO_LARGE = "too_large"
    NO_ADDRESS = "no_address"
    """The provider did not say where it is, or at a place that is not its own."""


@dataclass(frozen=True, slots=True)
class NotFetched:
    """No file came."""

    why: Unfetched


@dataclass(frozen=True, slots=True)
class Health:
    """What a connection test found: `detail` is for a person, `limit` the WhatsApp tier (None: unlimited) if `limit_told`."""

    ok: bool
    detail: str
    limit: int | None = None
    limit_told: bool = False
    sandboxed: bool = False


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """A callback as it came. `url` is rebuilt from configuration, with the query string; header names are lower case."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class CredentialField:
    """One value that a connection needs; `environment` names the variable that can bring it.

    `pattern` (a regular expression) is what it must look like, and `form` says so to a person. `without` says what goes
    wrong while an optional one is not set; with `loses`, what the provider tells us is lost meanwhile. Those of `lines` are documents, whose
    line breaks don't matter.
    """

    name: str
    label: str
    secret: bool
    required: bool = True
    environment: str | None = None
    pattern: str | None = None
    form: str = ""
    without: str | None = None
    loses: bool = False
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Traits:
    """What a provider is: its name, channels, default host ("" where there is none) and the credentials it wants.

    `can_be_asked`: what became of a message, by `find` and `follow`; of the others only receipts tell. `schemes` are those of its address.
    """

    provider: str
    label: str
    channels: frozenset[Channel]
    default_api_base: str
    api_base_environment: str
    credentials: Sequence[CredentialField] = field(default_factory=tuple[CredentialField, ...])
    exchange_seconds: float = 30.0
    can_be_asked: bool = False
    schemes: frozenset[str] = frozenset({"https"})


class Adapter(Protocol):
    """One provider on its channels."""

    @property
    def traits(self) -> Traits:
        """What this provider is."""
        ...

    def send(self, message: Outgoing, account: Account) -> Conversation[Outcome]:
        """Send one message."""
        ...

    def check(self, account: Account) -> Conversation[Health]:
        """Test the credentials without sending anything."""
        ...

    def find(self, traces: Sequence[Trace], account: Account) -> Sequence[Question[Trace, Finding]]:
        """Ask the provider whether attempts arrived, by as few questions as are sure; each attempt is in one of them.

        NotFound of an attempt that was denied before is believed: it may be sent again. The answer must then be certain.
        """
        ...

    def follow(self, messages: Sequence[Taken], account: Account) -> Sequence[Question[Taken, Receipt | None]]:
        """Ask what became of messages that the provider took; the answer is what a receipt would say, None if it can't be told.

        Nothing is asked where the provider can't be.
        """
        ...

    def verify(self, call: WebhookCall, account: Account) -> bool:
        """Say whether the callback is signed by the provider, in constant time."""
        ...

    def read(self, call: WebhookCall) -> Sequence[News]:
        """Turn a verified callback into news, in the order told; what is not known becomes `Unrecognised`."""
        ...

    def handshake(self, query: Mapping[str, str], account: Account) -> str | None:
        """Answer a verification GET, or None to refuse it."""
        ...


class Fetcher(Protocol):
    """An adapter whose provider keeps the files that people send until we fetch them."""

    def fetch(self, attachment: Attachment, account: Account, most: int) -> Steps[Fetched | NotFetched]:
        """Fetch one file of at most `most` bytes from the provider; asking twice does no harm."""
        ...
