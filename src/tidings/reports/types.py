"""What a compliance report tells. No person is named in it: people are counted, and who acted is told by an id or a kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from tidings.kernel.words import Channel, Purpose


class Form(StrEnum):
    """What a report comes as."""

    JSON = "json"
    HTML = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which messages a report is about: those of one source, which asks for consent of `programme`, in days of `time_zone` (IANA)."""

    organisation_id: UUID
    source_id: UUID
    channel: Channel
    purpose: Purpose
    programme: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done with a campaign, as the audit has it; `by` is a user's or key's id, or "cli" or "system"."""

    at: datetime
    action: str
    by: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was last asked of another person and decided. `separate` says that whoever decided is not who asked or made the campaign."""

    state: str
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    separate: bool | None
    recipients: int
    template: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Country:
    """How many recipients are where, as declared or else by their number; None where nothing tells."""

    country: str | None
    region: str | None
    people: int


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom the campaign named, and who came of it. `brought` are people added, by who added them."""

    recipients: int
    target: Mapping[str, Any] | None
    brought: Mapping[str, int]
    each_person: bool
    countries: Sequence[Country]


@dataclass(frozen=True, slots=True)
class Content:
    """What people who read a language were sent; `parts` are what stands where, as (part, text), variables unfilled."""

    locale: str
    version: int
    since: datetime
    parts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """A version of what people were shown."""

    key: str
    version: int
    locale: str


@dataclass(frozen=True, slots=True)
class Basis:
    """On what consent people were written to: the newest grant that was known when their message left; `source` None where there was none.

    `text` is what they were shown.
    """

    source: str | None
    programme: str | None
    wording: Wording | None
    text: str | None
    people: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How many people are in a state for a reason, in words."""

    state: str
    reason: str | None
    people: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule of a rule pack that held where recipients may be, on some day of the campaign; `people` may be under it.

    `reviewed_on` is the version of the pack, `terms` what the rule demands as the pack writes it.
    """

    pack: str
    jurisdiction: str
    reviewed_on: date
    rule: str
    what: str
    title: str
    terms: Mapping[str, object]
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str
    people: int


@dataclass(frozen=True, slots=True)
class Hours:
    """When the campaign might send: local times, of each person's own clock or the organisation's, and ISO weekdays without sending."""

    opens: str
    closes: str
    own_time: bool
    quiet_days: Sequence[int]
    caps: Sequence[str]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the organisation's: people planned for it at last, and messages that the provider took on it."""

    day: date
    planned: int
    sent: int


@dataclass(frozen=True, slots=True)
class Timing:
    """When it was sent; the moments are those at which the provider took the first and the last message."""

    launched_at: datetime | None
    completed_at: datetime | None
    planned_end: date | None
    first_at: datetime | None
    last_at: datetime | None
    days: Sequence[Day]


@dataclass(frozen=True, slots=True)
class Cost:
    """What the campaign has cost, as decimal numbers of `currency`; `estimated` is the part of `spent` that price lists alone tell.

    `unpriced` were sent at a price that nobody knows.
    """

    currency: str
    spent: str
    estimated: str
    unpriced: int


@dataclass(frozen=True, slots=True)
class Aftermath:
    """How many of those who were written to closed the channel, withdrew or complained afterwards: in all, within a day, within a week."""

    kind: str
    people: int
    within_day: int
    within_week: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The end of a chain, and whether all before it is as it was sealed; `whole` is None where that was not looked at."""

    name: str
    head: str | None
    whole: bool | None
    links: int
    lines: int
    waiting: int
    breaks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Identity:
    """Which campaign it is, and who asked for it."""

    campaign_id: UUID
    name: str
    objective: str
    status: str
    type: str
    channel: Channel
    purpose: Purpose
    programme: str
    template: str | None
    template_version: int | None
    created_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ComplianceReport:
    """All that a report tells of a campaign. `gone` says that its month has left the ledger: only figures are left of its recipients.

    `erased` counts recipients who were erased since: their places, wordings and opt-outs are not known any more.
    """

    organisation: str
    time_zone: str
    language: str
    made_at: datetime
    release: str
    identity: Identity
    decision: Decision | None
    steps: Sequence[Step]
    audience: Audience
    contents: Sequence[Content]
    bases: Sequence[Basis]
    standings: Sequence[Standing]
    hours: Hours
    law: Sequence[Provision]
    timing: Timing
    cost: Cost
    aftermath: Sequence[Aftermath]
    chains: Sequence[Chain]
    gone: bool
    erased: int


class LineKind(StrEnum):
    """What a line of a person's timeline is about; of lines of one moment, those named first here come first."""

    MESSAGE = "message"
    INBOUND = "inbound"
    CONSENT = "consent"
    SUPPRESSION = "suppression"
    EVENT = "event"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a timeline ended: the moment, kind and key of its last line."""

    at: datetime
    kind: LineKind
    key: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whose timeline it is: all ids that they had, and the look-up values of their addresses."""

    organisation_id: UUID
    ids: Sequence[UUID]
    lookups: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that passed between us and a person. `key` names it within its kind, `what` is its code.

    `about` is what it is about by name: a campaign, a programme, an event; `more` what else is known.
    """

    at: datetime
    kind: LineKind
    key: str
    what: str
    channel: str | None
    about: str | None
    more: Mapping[str, Any]
    text: str | None
    sentence: str


class ReachState(StrEnum):
    """Whether something may be sent to a person."""

    ALLOWED = "allowed"
    LATER = "later"
    REFUSED = "refused"
    NO_ADDRESS = "no_address"
    """They have no address of the channel."""


@dataclass(frozen=True, slots=True)
class ReachReason:
    """A reason that stands in the way, by its code and in words, and what to do about it."""

    code: str
    sentence: str
    fix: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be sent to a person on a channel for a purpose now; `until` is when that ends or, of what may be sent later, when it begins."""

    channel: Channel
    purpose: Purpose
    state: ReachState
    until: datetime | None
    reasons: Sequence[ReachReason]


@dataclass(frozen=True, slots=True)
class Reachable:
    """What may be sent to a person now, and what is known of where they are: all zones (IANA) that it may be there, and what told."""

    reaches: Sequence[Reach]
    zones: Sequence[str]
    zones_told: str | None
