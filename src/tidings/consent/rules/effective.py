"""What holds of a programme, from what was said of it and of the channel and purpose as a whole."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tidings.consent.types import GENERAL, ConsentState, ConsentStatus, Derivation, Place


def effective(own: ConsentState | None, general: ConsentState | None, default: ConsentState) -> ConsentState:
    """Return what holds of a programme.

    Its own state decides, unless it is a grant and everything was withdrawn when the person themselves last agreed to it, or later; else the
    general one does. What others attested alone is closed by any general refusal, whenever it was said and whenever it is told.
    A grant of a programme says nothing about others, and a refusal of it outlives a general grant.
    """
    if own is not None and not _closed_by(general, own):
        return own
    return default if general is None else replace(general, derives_from=Derivation.GENERAL)


def effective_of_person(
    said: Mapping[Place, ConsentState], places: list[Place], default: Callable[[Place], ConsentState]
) -> dict[Place, ConsentState]:
    """Return what holds of each place, from all that one person last said."""
    held: dict[Place, ConsentState] = {}
    for place in places:
        general = said.get(Place(place.channel, place.purpose))
        own = said.get(place)
        held[place] = (own or default(place)) if place.programme == GENERAL else effective(own, general, default(place))
    return held


def _closed_by(general: ConsentState | None, own: ConsentState) -> bool:
    if general is None or general.withdrawn_at is None or own.status is not ConsentStatus.GRANTED:
        return False
    return own.agreed_at is None or general.withdrawn_at >= own.agreed_at
