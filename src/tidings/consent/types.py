"""The words of consent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from tidings.contacts.types import Holder
from tidings.kernel.words import Channel, Purpose

Place = TypeVar("Place")


class ConsentStatus(StrEnum):
    """What a person said."""

    GRANTED = "granted"
    WITHDRAWN = "withdrawn"


class SuppressionScope(StrEnum):
    """What a suppression closes: everything on its channel, or marketing only."""

    ALL = "all"
    MARKETING = "marketing"


class SuppressionReason(StrEnum):
    """Why an address is closed; where several hold, the one that stands first here is told."""

    OPTED_OUT = "opted_out"
    COMPLAINED = "complained"
    IMPORTED = "imported"
    """Opted out at a former system."""
    MANUAL = "manual"
    INVALID_ADDRESS = "invalid_address"
    FAILING = "failing"


def weightiest(reasons: Iterable[tuple[Place, SuppressionReason]]) -> dict[Place, SuppressionReason]:
    """Return the one reason to tell for each address, however it is named."""
    order = list(SuppressionReason)
    told: dict[Place, SuppressionReason] = {}
    for place, reason in reasons:
        present = told.get(place)
        if present is None or order.index(reason) < order.index(present):
            told[place] = reason
    return told


@dataclass(frozen=True, slots=True)
class ConsentState:
    """What holds now: `source` said it, `at` is when the person did."""

    status: ConsentStatus
    source: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said about consent: by whom it came, the wording shown, when (`at`, UTC) and the proof as plain JSON values."""

    channel: Channel
    purpose: Purpose
    status: ConsentStatus
    source: str
    wording: str | None
    at: datetime
    actor: str
    proof: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class ConsentEvent:
    """One line of the ledger."""

    channel: Channel
    purpose: Purpose
    status: ConsentStatus
    source: str
    wording: str | None
    at: datetime
    recorded_at: datetime
    actor: str
    proof: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Suppression:
    """A closing to make. `lookup` is the address under the newest index key; `source` is what asked for it."""

    channel: Channel
    lookup: bytes
    scope: SuppressionScope
    reason: SuppressionReason
    source: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class SuppressionRecord:
    """A closing that was made; it holds until `ends_at` (None: without end) or `lifted_at`."""

    id: UUID
    channel: Channel
    scope: SuppressionScope
    reason: SuppressionReason
    source: str
    detail: str | None
    at: datetime
    ends_at: datetime | None
    lifted_at: datetime | None
    lifted_by: str | None
    lift_reason: str | None
    lookup: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NamedSuppression:
    """A closing and whose address it closes; `holder` is None where only the look-up value is kept."""

    record: SuppressionRecord
    holder: Holder | None


@dataclass(frozen=True, slots=True)
class Wish:
    """A person's own STOP or START: their address under every live index key (newest last) and everybody who has it.

    `source` is "keyword" (their words) or "provider" (it was said to the provider).
    """

    lookups: Sequence[bytes]
    contact_ids: Sequence[UUID]
    at: datetime
    source: str
    proof: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class FailingRule:
    """An address is closed for `closed_days` when it fails softly `failures` times within `within_days`."""

    failures: int
    within_days: int
    closed_days: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A phone number that was left aside: its position in what was given, why, and what to do."""

    position: int
    code: str
    message: str
    fix: str | None


@dataclass(frozen=True, slots=True)
class Closing:
    """What became of phone numbers to close; `already` were closed for that reason before, or come twice."""

    closed: int
    already: int
    invalid: Sequence[Unreadable]


@dataclass(frozen=True, slots=True)
class ConsentFile:
    """All about one contact's consent: what holds, what closes their addresses now, and all they ever said, newest first."""

    states: Mapping[tuple[Channel, Purpose], ConsentState]
    suppressions: Sequence[SuppressionRecord]
    history: Sequence[ConsentEvent]
