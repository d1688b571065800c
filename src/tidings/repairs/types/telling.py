"""What owners are told."""

from collections.abc import Sequence
from dataclasses import dataclass

from tidings.kernel.sms import SmsCount
from tidings.kernel.words import Channel
from tidings.notices.types import Shown as ShownNotice


@dataclass(frozen=True, slots=True)
class Told:
    """One notice about a ticket, and what it cost in millionths of the organisation's currency: by the provider's word, else the price list.

    `lacks` says what is missing where the cost of a message is not known.
    """

    notice: ShownNotice
    cost_micros: int
    estimated: bool
    lacks: str | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One channel of what would be told: whether it would go there at once (`begins`), or why it can't, in which words and how many segments."""

    channel: Channel
    begins: bool
    reason: str | None
    text: str | None
    sms: SmsCount | None


@dataclass(frozen=True, slots=True)
class Foretold:
    """What an owner would be told by a change: by a kind of notice (None: nothing) and its channels, in their order."""

    kind: str | None
    name: str | None
    tellings: Sequence[Telling]
