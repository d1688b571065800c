"""What two people's words on consent come to when they are one person: nothing that either refused becomes allowed."""

from collections.abc import Callable, Mapping

from tidings.consent.types import GENERAL, ConsentState, ConsentStatus, Place

Said = Mapping[Place, ConsentState]


def joined(kept: Said, gone: Said, default: Callable[[Place], ConsentState]) -> dict[Place, ConsentState]:
    """Return what must be recorded for the one who stays, as the other said it.

    A withdrawal on either side wins, whenever it was said. A grant is carried where the one who stays said nothing of the place, needs an
    opt-in there, and did not withdraw it as a whole.
    """
    moves: dict[Place, ConsentState] = {}
    for place, state in gone.items():
        own = kept.get(place)
        if state.status is ConsentStatus.WITHDRAWN:
            counts = own is None or own.status is not ConsentStatus.WITHDRAWN
        else:
            counts = own is None and default(place).status is None and not _refused(kept, place)
        if counts:
            moves[place] = state
    return moves


def _refused(said: Said, place: Place) -> bool:
    general = said.get(Place(place.channel, place.purpose, GENERAL))
    return general is not None and general.status is ConsentStatus.WITHDRAWN
