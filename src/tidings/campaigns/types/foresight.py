"""Money, approvals and dry runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tidings.campaigns.types.texts import TextFinding
from tidings.kernel.words import Channel
from tidings.messages.types import Spending


@dataclass(frozen=True, slots=True)
class Forecast:
    """What it costs to reach those planned, in millionths of `currency`; `unknown` counts people without a price by what is lacking.

    People without a price are not in `micros`.
    """

    currency: str
    people: int
    segments: int
    micros: int
    unknown: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Budget:
    """A campaign's budget in millionths of `currency`: `planned` for everybody at the launch, `committed` to messages on their way, `spent`.

    `estimated` is the part of `spent` that is known from price lists only, `unpriced` counts messages of which no price is known.
    """

    amount: int
    currency: str
    planned: int | None
    committed: int
    spent: int
    estimated: int
    unpriced: int

    @property
    def left(self) -> int:
        """What is neither spent nor committed."""
        return max(self.amount - self.committed - self.spent, 0)


@dataclass(frozen=True, slots=True)
class Spent:
    """What a campaign has cost, in millionths of `currency`, in all and by the organisation's day of sending."""

    currency: str
    whole: Spending
    by_day: Mapping[date, Spending]


@dataclass(frozen=True, slots=True)
class Trial:
    """Where a test goes, as somebody wrote it: by email an email, by the other channels a phone number."""

    phone_number: str | None = None
    email: str | None = None


class NotReached(StrEnum):
    """Why a dry run reaches people no more, though policy would let them be written to; `policy/reasons.toml` says it in words."""

    ADDRESS_GONE = "address_gone"
    END_DATE_PASSED = "end_date_passed"
    BUDGET_USED_UP = "budget_used_up"
    PRICE_UNKNOWN = "price_unknown"
    NO_TURN = "no_turn"


class Step(StrEnum):
    """The steps from an audience to a message, in their order; at `already` people are in the campaign, at the last two put off, and not lost."""

    ADDRESS = "address"
    SHARED = "shared"
    CLOSED = "closed"
    CONSENT = "consent"
    CHANNEL = "channel"
    ALREADY = "already"
    CAPS = "caps"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Loss:
    """How many are lost, or put off, at a step for a reason (None: the step says it), and the first few of them."""

    step: Step
    reason: str | None
    people: int
    first: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class PlaceReach:
    """How many would get the message in a country, those in the campaign already among them, and what one segment or message costs there.

    `micros` are millionths of `currency` by today's prices; None where no price is known. The country is the address's (ISO 3166).
    """

    country: str | None
    people: int
    micros: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of an audience could be written to as things stand.

    `looked_at` of them were judged; `whole` says that these are all with an address for the channel. Otherwise they are a random part, and
    `reachable`, `losses` and `places` are estimates for all: `reachable` is `between` two numbers in 95 of 100 such parts.
    `reachable` are refused nothing and not in the campaign yet; some of them are put off.
    `warnings` name what the audience asks for and nobody has.
    """

    audience: int
    looked_at: int
    whole: bool
    reachable: int
    between: tuple[int, int]
    losses: Sequence[Loss]
    places: Sequence[PlaceReach]
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class DryRunDay:
    """Who would leave on a day of the organisation's; `micros` leaves out the `unpriced`."""

    day: date
    people: int
    segments: int
    micros: int
    unpriced: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """When somebody would get the message."""

    contact_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many would not get the message for a reason, and the first few of them."""

    reason: str
    people: int
    first: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Reroute:
    """Of the people left out for a reason, how many `channel` reaches: in words, with what to do."""

    reason: str
    people: int
    channel: Channel
    reachable: int
    sentence: str
    fix: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would happen to those planned if nothing else changed.

    `hours` are the organisation's hours with people in them, `first` those who leave first, `put_off` counts who can't leave at once
    by reason, `unknown_prices` whose price nobody knows. `finishes_at` is None where somebody is never reached. `texts` is what the
    template's texts lack by law, whatever keeps a launch back first; `reroutes` whom another channel reaches.
    """

    currency: str
    people: int
    days: Sequence[DryRunDay]
    hours: Sequence[tuple[datetime, int]]
    first: Sequence[Foreseen]
    left_out: Sequence[LeftOut]
    put_off: Mapping[str, int]
    unknown_prices: Mapping[str, int]
    finishes_at: datetime | None
    texts: Sequence[TextFinding]
    reroutes: Sequence[Reroute]
