"""On which step of the way from an audience to a message somebody is lost."""

from collections.abc import Iterable, Mapping
from math import ceil, floor, sqrt
from uuid import UUID

from tidings.campaigns.types import Step
from tidings.messages.types import Recipient
from tidings.policy.types import ReasonCode

_CONSENT = frozenset({ReasonCode.NO_CONSENT, ReasonCode.CONSENT_WITHDRAWN})
_CHANNEL = frozenset({ReasonCode.LANDLINE, ReasonCode.US_MARKETING_WHATSAPP, ReasonCode.NOT_ON_ALLOW_LIST})
_CAPS = frozenset({ReasonCode.FREQUENCY_CAP, ReasonCode.FREQUENCY_LAW, ReasonCode.PERSONAL_CAP})
_HOURS = frozenset({ReasonCode.QUIET_HOURS, ReasonCode.QUIET_DAY, ReasonCode.PUBLIC_HOLIDAY, ReasonCode.SEND_TIME})
_RANDOM = 0xFFFF_FFFF
"""The last bits of an id, which are random (RFC 9562, 5.7)."""
_NORMAL = 1.96
"""Standard deviations on either side of the mean that hold 95 in 100."""


def step_of(code: ReasonCode) -> Step:
    """Return the step that a reason belongs to; whatever closes an address is one."""
    if code in _CONSENT:
        return Step.CONSENT
    if code in _CHANNEL:
        return Step.CHANNEL
    if code in _CAPS:
        return Step.CAPS
    return Step.HOURS if code in _HOURS else Step.CLOSED


def behind_others(people: Iterable[Recipient], present: Mapping[UUID, UUID]) -> frozenset[UUID]:
    """Return who shares an address with somebody before them: adding takes people in the order of their ids, and an address once.

    Before them are also those `present` in the campaign (contact and address), who are themselves behind nobody.
    """
    first = {address: contact for contact, address in present.items()}
    ordered = sorted((each for each in people if each.contact_id not in present), key=lambda each: each.contact_id)
    return frozenset(each.contact_id for each in ordered if first.setdefault(each.address_id, each.contact_id) != each.contact_id)


def in_sample(address_id: UUID, share: float) -> bool:
    """Say whether an address is in a random part of all: by the random end of its id, so that people who share one are in it together."""
    return (address_id.int & _RANDOM) < share * (_RANDOM + 1)


def scaled(found: int, looked_at: int, everybody: int) -> int:
    """Return how many of everybody so many of those looked at stand for."""
    return found if looked_at == everybody or not looked_at else round(found * everybody / looked_at)


def between(found: int, looked_at: int, everybody: int) -> tuple[int, int]:
    """Return between which numbers of everybody it is, in 95 of 100 samples, if `found` of those looked at are.

    Wilson's interval, narrowed because a sample without repetition of a finite number knows more (E. B. Wilson, JASA 22, 1927; the usual
    finite population correction). Never less than was seen.
    """
    if looked_at >= everybody or not looked_at:
        return found, found
    certainty = looked_at * (everybody - 1) / (everybody - looked_at)
    share, spread = found / looked_at, _NORMAL**2 / certainty
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    unseen = everybody - looked_at
    return max(found, floor(everybody * (middle - half))), min(found + unseen, ceil(everybody * (middle + half)))
