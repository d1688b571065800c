"""Parts of countries: what people write becomes a code of ISO 3166-2; postcodes and area codes lead to parts. The tables name their sources."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_CODE = re.compile(r"([A-Z]{2})-([A-Z0-9]{1,3})")
_FIVE_DIGITS = frozenset({"ES", "FR", "US"})
_FIVE = 5
_POSTCODE = re.compile(r"(?:[A-Z]{1,3}[\s.-]*)?([0-9](?:[\s.]?[0-9])*?)(?:\.0)?(?![\s.]?[0-9])")
"""With the country before it, as on envelopes (F-67000, FR 67000), or without."""
_TERRITORIES = {
    "BL": "FR-BL", "GF": "FR-973", "GP": "FR-971", "MF": "FR-MF", "MQ": "FR-972", "NC": "FR-NC", "PF": "FR-PF", "PM": "FR-PM", "RE": "FR-974",
    "WF": "FR-WF", "YT": "FR-976", "AS": "US-AS", "GU": "US-GU", "MP": "US-MP", "PR": "US-PR", "VI": "US-VI",
}  # fmt: skip
"""Countries of ISO 3166-1 that are parts of another in ISO 3166-2."""


@lru_cache(maxsize=4096)
def code_of(text: str, country: str | None) -> str | None:
    """Return the code of a part of a country (`US-FL`) from that code, from the part alone ("FL") or its name; None if it is not known.

    A part alone or a name is read in `country` (ISO 3166); parts of countries that nothing is known of are believed.
    """
    word = text.strip().upper()
    if whole := _CODE.fullmatch(word):
        known = _parts(whole[1])
        return word if not known or whole[2] in known.values() else None
    part = _parts(country).get(_plain(text)) if country else None
    return f"{country}-{part}" if part else None


@lru_cache(maxsize=65_536)
def of_postcode(country: str, postcode: str) -> tuple[str, ...]:
    """Return the codes of the parts of a country where a postcode lies; none where nothing is known."""
    mother = _TERRITORIES.get(country, country).partition("-")[0]
    beginnings = _postcodes().get(mother)
    if beginnings is None:
        return ()
    written = _five_digits(postcode) if mother in _FIVE_DIGITS else postcode.upper().strip()
    longest = next((written[:length] for length in range(_FIVE, 0, -1) if written[:length] in beginnings), None)
    return tuple(f"{mother}-{part}" for part in beginnings[longest]) if longest else ()


def _five_digits(postcode: str) -> str:
    """Return the digits of a postcode however it is written: `67 000`, `F-67000`, `90210-1234`, or `1000.0` by a spreadsheet."""
    found = _POSTCODE.match(postcode.upper().strip())
    return re.sub(r"\D", "", found[1])[:_FIVE].zfill(_FIVE) if found else ""


def of_country(country: str) -> str | None:
    """Return the code of the part that a country is of another: Réunion is `FR-974`."""
    return _TERRITORIES.get(country)


def of_area_code(code: str) -> tuple[str, ...]:
    """Return the codes of the states or provinces of an area code of +1, three digits."""
    return _area_codes().get(code, ())


def zones_of(region: str) -> tuple[str, ...]:
    """Return the time zones of a part of a country; none where only those of its country are known."""
    country, _, part = region.partition("-")
    zones = _table("zones").get(country, {})
    return tuple(zones.get(part, zones.get("*", ())))


@cache
def _parts(country: str) -> Mapping[str, str]:
    """Return the parts of a country by name and by code, as `_plain` makes them."""
    import holidays  # noqa: PLC0415 - a twentieth of a command's start, and few commands ask for a region

    found: dict[str, str] = {}
    try:
        known = holidays.country_holidays(country)
    except NotImplementedError:
        return found
    codes = [code for code in known.subdivisions if len(code) <= 3]  # noqa: PLR2004 - the longer ones are names of school zones and towns
    found |= {name: code for name, code in known.subdivisions_aliases.items() if code in codes} | {code: code for code in codes}
    found |= _table("regions").get(country, {})
    found |= {code: code for code in _table("regions").get(country, {}).values()}
    found |= {part: part for parts in _postcodes().get(country, {}).values() for part in parts}
    return {_plain(name): code for name, code in found.items()}


@cache
def _postcodes() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {
        country: {beginning: tuple(beginning if part == "*" else part for part in parts) for span, parts in told.items() for beginning in _each(span)}
        for country, told in _table("postcodes").items()
    }


def _each(span: str) -> Iterator[str]:
    first, _, last = span.partition("-")
    if not last:
        yield first
        return
    for number in range(int(first), int(last) + 1):
        yield f"{number:0{len(first)}}"


@cache
def _area_codes() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for country, parts in _table("area_codes").items():
        for part, codes in parts.items():
            for code in codes:
                found[str(code)] = (*found.get(str(code), ()), f"{country}-{part}")
    return found


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("tidings.contacts").joinpath("places", f"{name}.toml").read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", letters.casefold()).strip()
