"""Where somebody is and what they speak, where nobody declared it: from the country, else from the phone number's prefix."""

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from phonenumbers import PhoneNumberType, country_code_for_region
from phonenumbers.phonenumberutil import is_number_type_geographical

from tidings.contacts.rules import regions
from tidings.contacts.types import Place, Told, Whereabouts
from tidings.kernel.phone import LineType, Phone

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


def time_zone(country: str | None, phone: Phone | None, region: str | None = None, postcode: str | None = None) -> Guess:
    """Infer the IANA time zone where only one is possible: by region or postcode, else by country, else by the phone number's prefix."""
    number = (phone.country, reach(phone)) if phone else (None, NOWHERE)
    where = whereabouts(Evidence(country, region, postcode, None, *number))
    if len(where.zones) != 1:
        return NOTHING
    (zone,) = where.zones
    return Guess(zone, where.zones_told)


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


class Reach(NamedTuple):
    """What the prefix of a number tells: the time zones and the parts of countries (ISO 3166-2) where it may be."""

    zones: tuple[str, ...]
    regions: tuple[str, ...]


class Evidence(NamedTuple):
    """All that is known of where somebody is. `time_zone` and `region` only where declared; `country` is declared, else the number's."""

    country: str | None
    region: str | None
    postcode: str | None
    time_zone: str | None
    number_country: str | None
    number: Reach


NOWHERE = Reach((), ())
_NEARBY = {"GP": ("FR-971", "FR-BL", "FR-MF"), "RE": ("FR-974", "FR-976"), "YT": ("FR-974", "FR-976")}
"""Whose mobile numbers begin alike: +590 is Guadeloupe's and the northern islands', +262 Réunion's and Mayotte's."""
_PLACED = frozenset({LineType.FIXED, LineType.FIXED_OR_MOBILE, LineType.MOBILE})
_AMERICAN = "+1"
_AREA = 3


def reach(phone: Phone) -> Reach:
    """Tell where a number may be. A mobile of a country whose mobiles are not numbered by area may be in all of its zones."""
    if phone.country is None or phone.kind not in _PLACED:
        return NOWHERE
    if phone.e164.startswith(_AMERICAN):
        return _american(phone.e164[1:8])
    part = regions.of_country(phone.country)
    if part is not None:
        parts = _NEARBY.get(phone.country, (part,)) if phone.kind is not LineType.FIXED else (part,)
        return Reach(tuple(sorted({zone for each in parts for zone in regions.zones_of(each)})), parts)
    everywhere = tuple(_zones().get(phone.country, ()))
    if len(everywhere) == 1 or (phone.kind is LineType.MOBILE and not _mobiles_by_area(phone.country)):
        return Reach(everywhere, ())
    return Reach(phone.time_zones or everywhere, ())


def whereabouts(known: Evidence) -> Whereabouts:
    """Return all places and zones where somebody may be: as declared, else by postcode, else by country, else by the number's prefix."""
    parts: tuple[str, ...] = ()
    told = None
    if known.region:
        parts, told = (known.region,), Told.DECLARED
    elif known.postcode and (country := known.country or known.number_country):
        parts, told = regions.of_postcode(country, known.postcode), Told.POSTCODE
    return _whereabouts(known._replace(region=None, postcode=None), parts, told if parts else None)


@lru_cache(maxsize=16_384)
def _whereabouts(known: Evidence, parts: tuple[str, ...], told: Told | None) -> Whereabouts:
    own_number = known.number_country is not None and known.country in {None, known.number_country}
    places_told = told
    if told is None and own_number and known.number.regions:
        parts, places_told = known.number.regions, Told.PHONE
    if parts:
        places = frozenset(Place(*part.split("-", 1)) for part in parts)
    else:
        country = known.country or known.number_country
        places = frozenset({Place(country, None)} if country else ())
        places_told = (Told.COUNTRY if known.country else Told.PHONE) if country else None
    if known.time_zone:
        return Whereabouts(places, frozenset({known.time_zone}), places_told, Told.DECLARED)
    zones, zones_told = _zones_there(known, parts, places_told, own_number=own_number)
    return Whereabouts(places, frozenset(zones), places_told, zones_told)


def _zones_there(known: Evidence, parts: tuple[str, ...], told: Told | None, *, own_number: bool) -> tuple[set[str], Told | None]:
    """Return the zones of parts of a country, fewer where the number is of the same part; else those of the country."""
    by_number = set(known.number.zones) if own_number else set[str]()
    if parts:
        there = {zone for part in parts for zone in regions.zones_of(part) or _zones().get(part[:2], ())}
        alike = by_number if set(parts) & set(known.number.regions) else set[str]()
        return (alike if told is Told.PHONE and alike else alike & there or there), Told.REGION if told is Told.DECLARED else told
    country = known.country or known.number_country
    if country and (only := _only_zone(country)):
        return {only}, told
    return (by_number, Told.PHONE) if by_number else (set(_zones().get(country or "", ())), told)


def _american(prefix: str) -> Reach:
    """Tell where a number of +1 may be by its area code and exchange: an exchange that is not listed may be in any zone of its area code."""
    listed = _listed_american()
    zones = next((listed[prefix[:length]] for length in range(len(prefix), 1 + _AREA, -1) if prefix[:length] in listed), None)
    return Reach(zones or _zones_of_area(prefix[: 1 + _AREA]), regions.of_area_code(prefix[1 : 1 + _AREA]))


@cache
def _zones_of_area(area: str) -> tuple[str, ...]:
    return tuple(sorted({zone for known, zones in _listed_american().items() if known.startswith(area) for zone in zones}))


@cache
def _listed_american() -> dict[str, tuple[str, ...]]:
    """Return the zones of area codes and exchanges as libphonenumber lists them, by the digits from the country code on."""
    from phonenumbers.tzdata import TIMEZONE_DATA  # noqa: PLC0415 - large, and seldom needed

    return {prefix: tuple(zones) for prefix, zones in TIMEZONE_DATA.items() if prefix.startswith(_AMERICAN[1:])}


@cache
def _mobiles_by_area(country: str) -> bool:
    return is_number_type_geographical(PhoneNumberType.MOBILE, country_code_for_region(country))


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
