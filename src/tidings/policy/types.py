"""The words of policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from tidings.consent.types import GENERAL, Unreadable
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
    SUPPRESSED_ERASED = "suppressed_erased"
    SUPPRESSED_INVALID = "suppressed_invalid"
    SUPPRESSED_FAILING = "suppressed_failing"
    SUPPRESSED_HELD = "suppressed_held"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    NO_CONSENT = "no_consent"
    LANDLINE = "landline"
    US_MARKETING_WHATSAPP = "us_marketing_whatsapp"
    FREQUENCY_CAP = "frequency_cap"
    FREQUENCY_LAW = "frequency_law"
    PERSONAL_CAP = "personal_cap"
    QUIET_HOURS = "quiet_hours"
    QUIET_DAY = "quiet_day"
    PUBLIC_HOLIDAY = "public_holiday"
    SEND_TIME = "send_time"


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
class LocalHours:
    """Between which times of each person's own clock messages may leave, `closes` excluded, and on which ISO weekdays (1 to 7) none may."""

    opens: time
    closes: time
    quiet_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be sent. `source_id` asks for it; a message that was `released` is counted by the caps already.

    `local_hours` are those that whoever asks wants kept in each person's own time. `open` says that hours and days need not be asked
    about: they were, and the moment until which they are open has not come. Consent is asked of `programme`, or in general.
    """

    channel: Channel
    purpose: Purpose
    lane: Lane
    source_id: UUID | None = None
    released: bool = False
    local_hours: LocalHours | None = None
    open: bool = False
    programme: str = GENERAL


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may leave now, and until a moment (None: nothing closes it by its time); `counted` says that a cap counts it from its release on."""

    counted: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It may not leave: final for this message. `code` is the first reason that holds, `besides` are the others in their order."""

    code: ReasonCode
    sentence: str
    besides: tuple[ReasonCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Deferred:
    """It may not leave yet: kept, and judged again at `until`; None waits for a person to open what is closed.

    `code` is what holds it longest, `besides` are the other reasons.
    """

    until: datetime | None
    code: ReasonCode
    sentence: str
    besides: tuple[ReasonCode, ...] = ()


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
class Closure:
    """That no message may leave to where a person is, or may be, until a moment; `code` says what closes it now."""

    until: datetime
    code: ReasonCode


@dataclass(frozen=True, slots=True)
class ClosedBy:
    """A rule of law that closes a whole day for `people`: its pack's name (`where`), its title, and where it stands (`source`)."""

    pack: str
    rule: str
    where: str
    title: str
    source: str
    people: int


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `most` marketing messages to a person in any `hours` hours, counted over all of `channels`; none named: all there are."""

    channels: frozenset[Channel]
    most: int
    hours: int

    @property
    def words(self) -> str:
        """Return it for the audit: "3 in 168 h by email"."""
        return f"{self.most} in {self.hours} h by {', '.join(sorted(self.channels)) or 'any channel'}"

    def counts(self, channel: Channel) -> bool:
        """Say whether messages of a channel count."""
        return not self.channels or channel in self.channels


@dataclass(frozen=True, slots=True)
class OwnHours:
    """What an organisation sets for a rule pack, by its id (None: for all packs without settings of their own).

    `week` are local hours by days, as packs write them: `{"mon-fri": "09:00-18:00"}`; None keeps those of the law. They narrow the law's
    hours, and widen them as far as its rule allows. `holidays` sends on public holidays where the rule allows it.
    """

    pack: str | None
    week: Mapping[str, str] | None = None
    holidays: bool = False


class StopScope(StrEnum):
    """What a STOP closes; a later one here closes more. Values are stored: never rename one."""

    PROGRAMME = "programme"
    """The programme of the message that it answers; its channel where none can be named, or at a second STOP."""
    CHANNEL = "channel"
    ALL = "all"
    """Every channel."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organisation has decided about its messages; `own_caps` says that the caps are not the defaults."""

    caps: Sequence[Cap]
    own_caps: bool
    hours: Sequence[OwnHours] = ()
    stop_scope: StopScope = StopScope.CHANNEL


class Needed(StrEnum):
    """What a law can demand in the text of a message."""

    SENDER_NAME = "sender_name"
    OPT_OUT = "opt_out"


@dataclass(frozen=True, slots=True)
class TextDemand:
    """What a rule of a pack (`where` is its name) demands in each message, and how that is usually written there.

    A launch without it is refused if `blocking`, unless the rule `may_be_waived` and somebody does so with a reason.
    """

    needed: Needed
    rule: str
    pack: str
    where: str
    example: str
    blocking: bool
    may_be_waived: bool
    source: str


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
