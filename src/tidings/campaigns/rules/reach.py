"""On which step of the way from an audience to a message somebody is lost."""

from collections.abc import Iterable
from uuid import UUID

from tidings.campaigns.types import Step
from tidings.messages.types import Recipient
from tidings.policy.types import ReasonCode

_CONSENT = frozenset({ReasonCode.NO_CONSENT, ReasonCode.CONSENT_WITHDRAWN})
_CHANNEL = frozenset({ReasonCode.LANDLINE, ReasonCode.US_MARKETING_WHATSAPP, ReasonCode.NOT_ON_ALLOW_LIST})
_CAPS = frozenset({ReasonCode.FREQUENCY_CAP, ReasonCode.FREQUENCY_LAW, ReasonCode.PERSONAL_CAP})
_HOURS = frozenset({ReasonCode.QUIET_HOURS, ReasonCode.QUIET_DAY, ReasonCode.PUBLIC_HOLIDAY, ReasonCode.SEND_TIME})


def step_of(code: ReasonCode) -> Step:
    """Return the step that a reason belongs to; whatever closes an address is one."""
    if code in _CONSENT:
        return Step.CONSENT
    if code in _CHANNEL:
        return Step.CHANNEL
    if code in _CAPS:
        return Step.CAPS
    return Step.HOURS if code in _HOURS else Step.CLOSED


def behind_others(people: Iterable[Recipient]) -> frozenset[UUID]:
    """Return who shares an address with somebody before them: adding takes people in the order of their ids, and an address once."""
    first: dict[UUID, UUID] = {}
    ordered = sorted(people, key=lambda each: each.contact_id)
    return frozenset(each.contact_id for each in ordered if first.setdefault(each.address_id, each.contact_id) != each.contact_id)
