"""The form of an adapter: pure functions and generators that yield requests, with no database, retry, log or clock."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from tidings.kernel.words import Channel
from tidings.ports.content import Content
from tidings.ports.outcome import Outcome
from tidings.ports.receipt import News, Receipt


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, complete. `headers` hold credentials: never log them."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer, whole. Header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Answer = TypeVar("Answer")
Steps = Generator[Request, Response, Answer]
"""A conversation with a provider: yields requests, is sent the answers, returns what they mean.

A time-out or a broken connection never reaches the generator: the executor ends it with `NotNow` (nothing had
left) or `Unknown` (something had).
"""


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

    `sender` and `to` are bare E.164 numbers or provider ids; adapters add prefixes. `token` (at most 120 URL-safe
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
    wrong while an optional one is not set; with `loses`, what the provider tells us is lost meanwhile.
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


@dataclass(frozen=True, slots=True)
class Traits:
    """What a provider is: its name, channels, default host and the credentials it wants.

    `can_be_asked`: what became of a message, by `find` and `follow`; of the others only receipts tell.
    """

    provider: str
    label: str
    channels: frozenset[Channel]
    default_api_base: str
    api_base_environment: str
    credentials: Sequence[CredentialField] = field(default_factory=tuple[CredentialField, ...])
    exchange_seconds: float = 30.0
    can_be_asked: bool = False


class Adapter(Protocol):
    """One provider on its channels."""

    @property
    def traits(self) -> Traits:
        """What this provider is."""
        ...

    def send(self, message: Outgoing, account: Account) -> Steps[Outcome]:
        """Send one message."""
        ...

    def check(self, account: Account) -> Steps[Health]:
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
