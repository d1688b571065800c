"""What the texts about a ticket are filled in with, in its owner's language."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tidings.kernel.languages import LANGUAGES, among
from tidings.repairs.rules.prices import written
from tidings.repairs.rules.statuses import STATUSES, label
from tidings.repairs.rules.texts import short
from tidings.repairs.types import Ticket

_DAYS: Mapping[str, str] = {"en": "Mon Tue Wed Thu Fri Sat Sun", "fr": "lun. mar. mer. jeu. ven. sam. dim."}
_MONTHS: Mapping[str, str] = {  # "aout" as since 1990: GSM-7 has no circumflex
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avril mai juin juil. aout sept. oct. nov. déc.",
}


def language_of(wanted: str | None, locale: str) -> str:
    """Return the language in which somebody is told: of their locale where we have words in it, else of the organisation's."""
    language = (wanted or "")[:2].lower()
    return language if language in LANGUAGES else among(locale)


def values_of(ticket: Ticket, language: str, *, shop: str, currency: str, zone: str) -> dict[str, str]:
    """Return the values of a ticket's texts, links aside; names are cut to fit a text message.

    A price that was not agreed to is told only while it is asked.
    """
    asked = ticket.price.total if ticket.price and STATUSES[ticket.status].asks_price else None
    price = asked if ticket.agreed is None else ticket.agreed
    return {
        "shop": short(shop),
        "number": str(ticket.number),
        "device": short(ticket.device.name),
        "status": label(ticket.status, language),
        "price": _NO_PRICE[language] if price is None else written(price, currency, language),
        "agreed": written(ticket.agreed or 0, currency, language),
        "when": moment(ticket.appointment_at, zone, language) if ticket.appointment_at else _NO_TIME[language],
    }


def moment(at: datetime, zone: str, language: str) -> str:
    """Return a moment as a shop's customers read it, by its clocks: `mar. 6 oct. 14:00`."""
    here = at.astimezone(ZoneInfo(zone))
    day, month = _DAYS[language].split()[here.weekday()], _MONTHS[language].split()[here.month - 1]
    return f"{day} {here.day} {month} {here:%H:%M}"


def day(on: date, language: str) -> str:
    """Return a day as people read it: `6 oct. 2026`."""
    return f"{on.day} {_MONTHS[language].split()[on.month - 1]} {on.year}"


_NO_TIME: Mapping[str, str] = {"en": "no time agreed any more", "fr": "rendez-vous annulé"}
_NO_PRICE: Mapping[str, str] = {"en": "price at the counter", "fr": "prix au comptoir"}
