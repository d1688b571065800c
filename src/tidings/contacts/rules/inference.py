"""Time zone and locale, where nobody declared them: from the country, else from the phone number's prefix."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from tidings.contacts.types import Told
from tidings.kernel.phone import Phone

_LANGUAGES = {
    "en": ("AU", "GB", "IE", "NZ", "US"),
    "fr": ("FR", "MC", "BF", "BJ", "CI", "GA", "GF", "GP", "MQ", "NC", "PF", "RE", "SN", "TG"),
    "de": ("AT", "DE", "LI"),
    "es": ("AR", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE", "PY", "SV", "UY", "VE"),
    "it": ("IT", "SM", "VA"),
    "pt": ("AO", "BR", "CV", "MZ", "PT"),
    "nl": ("NL", "SR"),
    "da": ("DK",),
    "sv": ("SE",),
    "pl": ("PL",),
    "cs": ("CZ",),
    "hu": ("HU",),
    "ro": ("RO",),
    "el": ("GR",),
    "tr": ("TR",),
    "ja": ("JP",),
}
"""Countries where one language is official or spoken by nearly all (CLDR 47, territoryInfo). Belgium, Switzerland,
Canada and the like are left out: there the language must be told."""

_LOCALES = {country: f"{language}-{country}" for language, countries in _LANGUAGES.items() for country in countries}


class Guess(NamedTuple):
    """A value and how it came to be known; both None where nothing can be said."""

    value: str | None
    told: Told | None


NOTHING = Guess(None, None)


def time_zone(country: str | None, phone: Phone | None) -> Guess:
    """Infer the IANA time zone: the country's only one, else the only one of the phone number's prefix."""
    if country and (zone := _only_zone(country)):
        return Guess(zone, Told.COUNTRY)
    if phone is None:
        return NOTHING
    zone = _only_zone(phone.country) if phone.country else None
    if zone is None and len(zones := phone.time_zones) == 1:
        zone = zones[0]
    return Guess(zone, Told.PHONE) if zone else NOTHING


def locale(country: str | None, phone: Phone | None) -> Guess:
    """Infer the locale (BCP 47): that of the country, or of the phone number's country, where one language is spoken."""
    if country:
        return Guess(_LOCALES[country], Told.COUNTRY) if country in _LOCALES else NOTHING
    if phone is not None and phone.country in _LOCALES:
        return Guess(_LOCALES[phone.country], Told.PHONE)
    return NOTHING


def country_code(text: str) -> str | None:
    """Return the ISO 3166 code that `text` is, or that its English or French name stands for; None if unknown."""
    word = text.strip()
    code = word.upper()
    return code if code in _countries().values() else _countries().get(word.casefold())


@cache
def _only_zone(country: str) -> str | None:
    zones = _zones().get(country, ())
    return zones[0] if len(zones) == 1 else None


@cache
def _zones() -> dict[str, list[str]]:
    """Zones by country, from the time zone database's own table."""
    found: dict[str, list[str]] = {}
    for line in _table("zone.tab"):
        country, _, zone = line.split("\t")[:3]
        found.setdefault(country, []).append(zone)
    return found


@cache
def _countries() -> dict[str, str]:
    """Codes by name, case folded: the English names of the time zone database and French ones of our users' neighbours."""
    names = {name.casefold(): code for code, name in (line.split("\t")[:2] for line in _table("iso3166.tab"))}
    return names | _COMMON_NAMES


def _table(name: str) -> list[str]:
    text = files("tzdata.zoneinfo").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


_COMMON_NAMES = {
    "allemagne": "DE", "algérie": "DZ", "autriche": "AT", "belgique": "BE", "brésil": "BR", "cameroun": "CM", "danemark": "DK",
    "england": "GB", "espagne": "ES", "états-unis": "US", "etats-unis": "US", "grèce": "GR", "irlande": "IE", "italie": "IT",
    "maroc": "MA", "martinique": "MQ", "mexique": "MX", "norvège": "NO", "pays-bas": "NL", "pologne": "PL",
    "royaume-uni": "GB", "réunion": "RE", "la réunion": "RE", "suisse": "CH", "suède": "SE", "sénégal": "SN", "tunisie": "TN",
    "turquie": "TR", "uk": "GB", "united kingdom": "GB", "united states": "US", "united states of america": "US", "usa": "US",
}  # fmt: skip
