"""Decisions about messages, as pure functions."""

import base64
import binascii
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from uuid import UUID

from tidings.accounts.types import Organisation
from tidings.channels.types import Sender, Status
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.messages.types import Key, Pace, State, Wait, WaitCode
from tidings.ports.outcome import Failure
from tidings.ports.receipt import ReceiptState

_TOKEN_BYTES = 35

RETRYABLE = frozenset({Failure.TRANSIENT, Failure.RECIPIENT_SOFT})
SUPPRESSING = {
    Failure.INVALID_ADDRESS: (SuppressionReason.INVALID_ADDRESS, SuppressionScope.ALL),
    Failure.OPTED_OUT: (SuppressionReason.OPTED_OUT, SuppressionScope.ALL),
    Failure.MARKETING_REFUSED: (SuppressionReason.OPTED_OUT, SuppressionScope.MARKETING),
}
"""The failures that close an address on its channel, for which reason, and how far."""

OF_RECEIPT = {
    ReceiptState.SENT: State.SENT,
    ReceiptState.FAILED: State.FAILED,
    ReceiptState.DELIVERED: State.DELIVERED,
    ReceiptState.READ: State.READ,
}

LOOK_EVERY = timedelta(seconds=75)
"""Between two looks at the provider: its list may lag, so two looks more than 60 s apart must agree (facts, 1.1)."""
LOOKS_TO_DENY = 2
UNCONFIRMED_AFTER = timedelta(minutes=15)
"""How long a message waits for its receipt when the provider has no way of being asked (facts, 1.3)."""
UNANSWERED_AFTER = timedelta(hours=24)
"""How long a provider that can be asked is asked, while it gives no answer."""
ASKED_AT_AGES = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How old a message without a final receipt is when its provider is asked about it, for the last time a day after it was sent.

Receipts follow within seconds, a provider repeats a callback for minutes, and Twilio keeps a message at most 10 hours (facts, 1.1, 2026-11).
Many carriers tell nothing after "sent" (same place): asking on would never end.
"""
SILENT = 3
"""So many exchanges of a batch without an answer, and none with one, hold a sender: it is not fed into an outage."""
SILENT_FOR = timedelta(seconds=30)

PATIENCE = timedelta(days=2)
"""How long a recipient's server may put a message off; then it has failed. Greylisting takes minutes to hours (RFC 6647), an outage a day."""
LONGEST_PATIENCE = timedelta(hours=4)
_MOST_DOUBLINGS = 10


def come_again(times: int, since: timedelta, after: timedelta) -> timedelta | None:
    """Return how long a message waits that its recipient's server put off `times` before, for the first time `since`; None: no longer.

    Each wait is twice the one before: 5, 10, 20 minutes... and four hours at most (RFC 5321, 4.5.4.1, asks for growing ones).
    """
    if since >= PATIENCE:
        return None
    return max(after, min(after * 2 ** min(times, _MOST_DOUBLINGS), LONGEST_PATIENCE))


def token_of(key: Key, attempt: int) -> str:
    """Return the word that travels with an attempt and comes back with its receipts: 47 URL-safe characters."""
    packed = key.source_id.bytes + key.contact_id.bytes + key.step.to_bytes(2, "big") + attempt.to_bytes(1, "big")
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_token(token: str) -> tuple[Key, int] | None:
    """Return the message and attempt that a token names, or None if it is not one of ours."""
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    if len(packed) != _TOKEN_BYTES:
        return None
    key = Key(UUID(bytes=packed[:16]), UUID(bytes=packed[16:32]), int.from_bytes(packed[32:34], "big"))
    return key, packed[34]


def in_the_way(organisation: Organisation, sender: Sender | None, at: datetime) -> list[Wait]:
    """Return what keeps every message of a sender from leaving: all sending is stopped, or the sender can't send."""
    waits: list[Wait] = []
    if organisation.stopped_at is not None:
        waits.append(Wait(WaitCode.ORGANISATION_STOPPED, detail=organisation.stopped_reason))
    if sender is None:
        waits.append(Wait(WaitCode.NO_SENDER))
    elif sender.status is Status.STOPPED:
        waits.append(Wait(WaitCode.SENDER_STOPPED, detail=sender.status_reason))
    elif sender.held_until is not None and sender.held_until > at:
        waits.append(Wait(WaitCode.SENDER_HELD, sender.held_until, sender.status_reason))
    return waits


def step_words(what: str, code: str, language: str) -> str:
    """Return a step of a message's trace in words; a language (or locale) without words falls back to English.

    A person's decision has words for each `code`, other steps have one sentence whatever their code.
    """
    words = _STEPS.get(f"{what}_{code}") or _STEPS[what]
    return words.get(language[:2].lower()) or words["en"]


def pace_words(pace: Pace, language: str) -> str:
    """Say in a language (else in English) that a sender's pace decides when a message leaves."""
    ahead = f"{pace.ahead}+" if pace.many else str(pace.ahead)
    return step_words("sender_pace", "", language).format(sender=pace.sender, per_hour=pace.per_hour, ahead=ahead)


def _steps() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("tidings.messages").joinpath("trace.toml").read_text(encoding="utf-8"))


_STEPS = _steps()
STEPS = frozenset(_STEPS)
