"""How the tests of the law ask: somebody at a place, in a zone, at a local time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tidings.contacts.types import Place, Whereabouts
from tidings.kernel.words import Channel, Purpose
from tidings.policy.rules import LAW
from tidings.policy.rules.windows import Asked, Opening, opening

OFFER = Asked(Channel.SMS, Purpose.MARKETING, "Europe/Paris")


def at(local: str, zone: str, *, fold: int = 0) -> datetime:
    """Return a local time as an instant; of an hour that comes twice, the first or (fold 1) the second."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def somebody(*places: str, zones: Sequence[str] = ()) -> Whereabouts:
    """Return where somebody may be: "US-FL", "FR", and in which zones."""
    pairs = [place.partition("-") for place in places]
    return Whereabouts(frozenset(Place(country, part or None) for country, _, part in pairs), frozenset(zones), None, None)


def asks(place: str, zone: str, local: str, asked: Asked = OFFER) -> Opening:
    """Ask whether a message may leave for somebody at one place, at that local time."""
    return opening(LAW, asked, somebody(place, zones=[zone]), at(local, zone))


def reasons(told: Opening) -> list[str]:
    """Return why a moment is closed, as reason:rule."""
    return [f"{each.code}:{each.rule}" for each in told.closed_by]
