"""What a STOP closes: what the organisation decided, and never less than the law where its writer is, or may be."""

from datetime import date
from typing import Final

from tidings.contacts.types import Whereabouts
from tidings.kernel.words import Channel, Purpose
from tidings.policy.rules.packs import LAW, OptOut, What
from tidings.policy.types import StopScope

DEFAULT_STOP_SCOPE: Final = StopScope.CHANNEL

_WIDTH = {scope: width for width, scope in enumerate(StopScope)}


def stop_scope(wanted: StopScope, where: Whereabouts, channel: Channel, on: date) -> StopScope:
    """Return what a STOP closes on a local day for somebody who may be at any of these places: the widest that any law or the policy says."""
    found = [rule for place in where.places for _, rule in LAW.rules_at(place, channel, Purpose.MARKETING, on, What.OPT_OUT)]
    return max([wanted, *(rule.value.at_least for rule in found if isinstance(rule.value, OptOut))], key=_WIDTH.__getitem__)
