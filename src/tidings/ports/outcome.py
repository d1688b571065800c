"""How an exchange with a provider can end: four outcomes, and a vocabulary of failures that decides everything.

The sender never looks at a status code: an adapter turns the provider's answer into one of these.
"""

from dataclasses import dataclass
from enum import StrEnum


class Failure(StrEnum):
    """Why a provider refused, in the words that decide what happens next."""

    INVALID_ADDRESS = "invalid_address"
    """This address can never work on this channel: final, and the address is suppressed on the channel."""
    FOREIGN_ADDRESS = "foreign_address"
    """This address belongs to another account at the provider than ours: final for this message. A device goes behind its person's others; it is
    not closed, for a wrong key of ours makes this the answer for all."""
    OPTED_OUT = "opted_out"
    """The recipient refused: final, suppressed, never retried."""
    MARKETING_REFUSED = "marketing_refused"
    """The recipient refused marketing only: final, suppressed for marketing, never retried."""
    CONTENT = "content"
    """This request is wrong: final for this message."""
    TEMPLATE = "template"
    """The template is rejected, paused or missing: final for this message; the source is paused for all."""
    RECIPIENT_SOFT = "recipient_soft"
    """This recipient, not now: retried late, counted towards suppression of a failing address."""
    TRANSIENT = "transient"
    """The provider's trouble, known not to be processed: retried with growing delay, an attempt is used."""
    WINDOW_CLOSED = "window_closed"
    """Free text outside WhatsApp's 24-hour window: final."""
    EXPIRED = "expired"
    """The provider gave up after the message's own validity: final."""
    HELD = "held"
    """Only in receipts: taken, then dropped for a limit or a stop of our own account. Not the person's fault: queued
    again when that allows, and no attempt is used; an account notice comes with it where a person must act."""


class Scope(StrEnum):
    """What a `NotNow` holds back."""

    MESSAGE = "message"
    COUNTRY = "country"
    """This message, as any other to the same country: the account may not send there until somebody permits it."""
    ADDRESS = "address"
    """This message: its recipient's server asks to come again. Each wait is longer, and in the end it is a soft failure of the address."""
    SENDER = "sender"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has taken the message. `cost_micros` is None while the price is unknown."""

    provider_id: str
    segments: int = 1
    cost_micros: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The provider definitely did not take the message. `code` is its own; `text` says it plainly, with its words, redacted.

    With `final` it is not tried again, whatever the failure.
    """

    failure: Failure
    code: str
    text: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class NotNow:
    """Nothing was sent and no attempt is used; ask again in `after` seconds.

    With `stop` the sender or account needs a person (bad credentials, unpaid, blocked): it stays closed until
    somebody opens it, and its messages stay queued.
    """

    after: float
    scope: Scope
    code: str
    text: str
    stop: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent. It is never sent again blindly."""

    what: str


Outcome = Accepted | Refused | NotNow | Unknown
