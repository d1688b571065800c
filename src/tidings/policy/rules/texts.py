"""What the law of places demands in the text of a message."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from tidings.contacts.types import Place
from tidings.kernel.words import Channel, Purpose
from tidings.policy.rules.packs import LAW, RequiredText, What
from tidings.policy.types import Needed, TextDemand


def demands(places: Collection[Place], channel: Channel, purpose: Purpose, on: date) -> frozenset[TextDemand]:
    """Return what a message has to hold for somebody who may be at any of these places: all of it, each once."""
    return _demands(frozenset(places), channel, purpose, on)


@lru_cache(maxsize=4096)
def _demands(places: frozenset[Place], channel: Channel, purpose: Purpose, on: date) -> frozenset[TextDemand]:
    return frozenset(
        TextDemand(
            needed=Needed(needed),
            rule=rule.id,
            pack=pack.id,
            where=pack.name,
            example=rule.value.example,
            blocking=needed == Needed.OPT_OUT and channel in rule.value.blocks_on,
            may_be_waived=rule.value.may_be_waived,
            source=rule.source,
        )
        for place in places or {Place(None, None)}
        for pack, rule in LAW.rules_at(place, channel, purpose, on, What.TEXT)
        if isinstance(rule.value, RequiredText)
        for needed in rule.value.requires
    )
