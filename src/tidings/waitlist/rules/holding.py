"""How long an offer is held: from the moment its message left, whichever channel carried it last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tidings.kernel.words import Channel
from tidings.messages.types import State
from tidings.notices.types import NoticeState, Shown, Tried
from tidings.waitlist.types import Offer, OfferState, Settings

_LOST = frozenset({NoticeState.FAILED, NoticeState.REFUSED, NoticeState.LEFT_OUT, NoticeState.CANCELLED})
_NEVER_LEFT = frozenset({NoticeState.EXPIRED})


@dataclass(frozen=True, slots=True)
class Left:
    """When a message left, and by which channel."""

    at: datetime
    channel: Channel


def left(tried: Sequence[Tried]) -> Left | None:
    """Return when the message left by the channel tried last; one that may have left counts from when it was asked for."""
    found = [each for each in (_left(one) for one in tried) if each]
    return max(found, key=lambda each: each.at, default=None)


def followed(offer: Offer, shown: Shown | None, settings: Settings, at: datetime, *, over: bool) -> Offer:
    """Return an open offer as it stands now; `over` says that its slot is booked, closed or begun."""
    if over:
        return replace(offer, state=OfferState.WITHDRAWN)
    gone = left(shown.tried) if shown else None
    if gone is not None and (offer.left_at is None or gone.at > offer.left_at):
        offer = replace(offer, left_at=gone.at, channel=gone.channel, expires_at=gone.at + settings.hold)
    if shown is None or shown.notice.state in _LOST or (offer.left_at is None and shown.notice.state in _NEVER_LEFT):
        return replace(offer, state=OfferState.UNREACHED)
    if offer.expires_at is None:
        return replace(offer, state=OfferState.UNREACHED) if at >= offer.offered_at + settings.hold else offer
    return replace(offer, state=OfferState.EXPIRED) if at > offer.expires_at else offer


def _left(tried: Tried) -> Left | None:
    standing = tried.standing
    if standing is None or standing.state in {State.FAILED, State.SUPPRESSED, State.EXPIRED, State.CANCELLED}:
        return None
    if standing.sent_at is not None:
        return Left(standing.sent_at, tried.attempt.channel)
    return Left(tried.attempt.planned_at, tried.attempt.channel) if standing.state is State.UNKNOWN else None
