"""The words of policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tidings.consent.types import Unreadable
from tidings.kernel.phone import LineType
from tidings.kernel.words import Channel, Lane, Purpose


class ReasonCode(StrEnum):
    """Why a message may not leave. Values are stored with messages: never rename one. `reasons.toml` says them in words."""

    ORGANISATION_STOPPED = "organisation_stopped"
    NOT_ON_ALLOW_LIST = "not_on_allow_list"
    OPTED_OUT = "opted_out"
    SUPPRESSED_COMPLAINED = "suppressed_complained"
    SUPPRESSED_IMPORTED = "suppressed_imported"
    SUPPRESSED_MANUAL = "suppressed_manual"
    SUPPRESSED_INVALID = "suppressed_invalid"
    SUPPRESSED_FAILING = "suppressed_failing"
    SUPPRESSED_HELD = "suppressed_held"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    NO_CONSENT = "no_consent"
    LANDLINE = "landline"
    US_MARKETING_WHATSAPP = "us_marketing_whatsapp"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person and the address that a message would go to. `lookup` is the address's own; `country` (ISO 3166) is the number's.

    `window_open` says that the person wrote to our number within WhatsApp's 24 hours.
    """

    contact_id: UUID
    address_id: UUID
    lookup: bytes
    country: str | None
    line_type: LineType | None
    window_open: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be sent."""

    channel: Channel
    purpose: Purpose
    lane: Lane


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may leave now."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It may not leave: final for this message."""

    code: ReasonCode
    sentence: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """It may not leave yet: kept, and judged again at `until`; None waits for a person to open what is closed."""

    until: datetime | None
    code: ReasonCode
    sentence: str


Verdict = Allowed | Refused | Deferred


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason in words, and what to do about it."""

    sentence: str
    fix: str


@dataclass(frozen=True, slots=True)
class ProviderRule:
    """A provider does not carry `purpose` on `channel` to `countries` (ISO 3166), from a day until the day before another (None: still)."""

    code: ReasonCode
    channel: Channel
    purpose: Purpose
    countries: frozenset[str]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AllowedAddress:
    """An address that may be sent to while trying out; `label` is masked."""

    id: UUID
    label: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """What became of numbers to list; `already` were listed before or twice among those given."""

    added: int
    already: int
    invalid: Sequence[Unreadable]
