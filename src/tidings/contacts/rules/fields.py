"""What each field of a contact may hold. Every check returns the clean value or raises Invalid that names the field."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import available_timezones

from tidings.contacts.rules.inference import country_code
from tidings.contacts.rules.regions import code_of
from tidings.contacts.types import AddressKind, AttributeValue
from tidings.kernel.domains import ascii_domain
from tidings.kernel.errors import Invalid
from tidings.kernel.moments import BOUNDS, is_possible

LONGEST_NAME = 200
LONGEST_EXTERNAL_ID = 200
LONGEST_TAG = 64
LONGEST_POSTCODE = 16
MOST_TAGS = 100
MOST_ATTRIBUTES = 100
LONGEST_ATTRIBUTE = 1000
_LONGEST_EMAIL = 254
_LONGEST_LOCAL_PART = 64

_BETWEEN_WORDS = re.compile(r"[-'\u2019]")
_LIFECYCLE = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?")
_ATTRIBUTE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_EMAIL = re.compile(r"[^\s@\"(),:;<>\[\]\\]+@[^\s@]+")
_WHATSAPP_USER = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
"""Meta, "Business-scoped user IDs" (31 March 2026): a country, a point, up to 128 letters and digits; ENT where several portfolios share it."""
_DEVICE_TOKEN = re.compile(r"[!-~]{16,4096}")
_DOMAIN = re.compile(r"(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_YES = frozenset({"true", "yes", "1", "oui", "vrai", "y", "o"})
_NO = frozenset({"false", "no", "0", "non", "faux", "n"})


def text(value: str, field: str, longest: int = LONGEST_NAME) -> str | None:
    """Return text without blanks round it, composed (NFC); None if nothing is left."""
    value = value.strip()
    if not value:
        return None
    if len(value) > longest:
        raise Invalid("too_long", f"This is longer than {longest} characters.", field=field, fix="Shorten it.")
    if "\0" in value:
        raise Invalid("nul_character", "This holds a NUL character.", field=field, fix="Take the character out.")
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def words(name: str) -> list[str]:
    """Return the words of a name, apart as `folded` of the migration has them: so "Jean-Pierre" is found by "pierre"."""
    return _BETWEEN_WORDS.sub(" ", name).split()


def external_id(value: str) -> str | None:
    """Return the id that the organisation's own system gave."""
    return text(value, "external_id", LONGEST_EXTERNAL_ID)


def email(value: str) -> str:
    """Return an email address with its domain in lower case ASCII (IDNA 2008); the part before the @ stays as written."""
    value = unicodedata.normalize("NFC", value.strip())
    local, _, domain = value.rpartition("@")
    try:
        domain = ascii_domain(domain)
    except ValueError:
        domain = ""
    written = _EMAIL.fullmatch(value) and _DOMAIN.fullmatch(domain) and value.isprintable()  # U+202E would show another address
    if len(value) > _LONGEST_EMAIL or len(local) > _LONGEST_LOCAL_PART or not written:
        raise Invalid("email_invalid", "This is not an email address.", field="email", fix="Give one address such as name@example.org.")
    return f"{local}@{domain}"


def email_key(value: str) -> str:
    """Return what a clean email address is looked up by: providers ignore case, so two writings are one address."""
    return value.lower()


def whatsapp_user(value: str) -> str:
    """Return Meta's id of a WhatsApp user exactly as Meta writes it: upper and lower case differ."""
    value = value.strip()
    if not _WHATSAPP_USER.fullmatch(value):
        raise Invalid(
            "whatsapp_user_invalid",
            "This is no id of a WhatsApp user.",
            field="whatsapp_user",
            fix="Copy it whole as WhatsApp gives it, such as FR.13491208655302741918.",
        )
    return value


def device_token(value: str) -> str:
    """Return the token of the app on a device exactly as Firebase gave it, which promises no form of it."""
    value = value.strip()
    if not _DEVICE_TOKEN.fullmatch(value):
        fix = "Send what the app got from Firebase (FirebaseMessaging.getToken), whole."
        raise Invalid("device_token_invalid", "This is no token of a device.", field="token", fix=fix)
    return value


def country_of_user(user: str) -> str:
    """Return the country (ISO 3166) with which a WhatsApp user's id begins."""
    return user[:2]


def kind_of(value: str) -> AddressKind:
    """Tell which kind of address somebody wrote; what is neither an email nor a WhatsApp user's id is meant as a phone."""
    if _WHATSAPP_USER.fullmatch(value.strip()):
        return AddressKind.WHATSAPP_USER
    return AddressKind.EMAIL if "@" in value else AddressKind.PHONE


def country(value: str) -> str:
    """Return an ISO 3166 code from a code or a country's name."""
    code = country_code(value)
    if code is None:
        raise Invalid("country_unknown", "No country has this code or name.", field="country", fix="Give two letters of ISO 3166, such as FR.")
    return code


def time_zone(value: str) -> str:
    """Return an IANA time zone."""
    value = value.strip()
    if value not in available_timezones():
        raise Invalid("time_zone_unknown", "There is no such time zone.", field="time_zone", fix="Give an IANA name such as Europe/Paris.")
    return value


def region(value: str, of_country: str | None) -> str | None:
    """Return a part of a country as ISO 3166-2 writes it ("US-FL"), from that, or from its code or name in the country; None of blanks."""
    if not value.strip():
        return None
    code = code_of(value, of_country)
    if code is None:
        raise Invalid(
            "region_unknown",
            "No part of the country has this code or name.",
            field="region",
            fix="Give ISO 3166-2, such as US-FL or FR-67; a code alone needs the country.",
        )
    return code


def postcode(value: str) -> str | None:
    """Return a postcode in capitals."""
    found = text(value, "postcode", LONGEST_POSTCODE)
    return found.upper() if found else None


def locale(value: str) -> str:
    """Return a locale as BCP 47 writes it: `fr_fr` becomes `fr-FR`."""
    match = _LOCALE.fullmatch(value.strip())
    if match is None:
        raise Invalid("locale_invalid", "This is not a locale.", field="locale", fix="Give a language and a country, such as fr-FR.")
    language, region = match[1].lower(), match[2]
    return f"{language}-{region.upper()}" if region else language


def lifecycle(value: str) -> str:
    """Return a lifecycle word such as lead, student or customer, in lower case."""
    word = value.strip().lower()
    if not _LIFECYCLE.fullmatch(word):
        raise Invalid(
            "lifecycle_invalid", "This is not a lifecycle word.", field="lifecycle", fix="Use a word of letters, digits, - and _, such as customer."
        )
    return word


def tags(values: Iterable[str]) -> list[str]:
    """Return tags without repeats, in order."""
    found = list(dict.fromkeys(tag for value in values if (tag := text(value, "tags", LONGEST_TAG))))
    if len(found) > MOST_TAGS:
        raise Invalid("too_many_tags", f"There are more than {MOST_TAGS} tags.", field="tags", fix="Use attributes for what has many values.")
    return found


def attribute_name(value: str) -> str:
    """Return an attribute's name."""
    if not _ATTRIBUTE_NAME.fullmatch(value):
        raise Invalid(
            "attribute_name_invalid",
            f"{value[:64]!r} can't name an attribute.",
            field="attributes",
            fix="Use a letter, then letters, digits and _, at most 64.",
        )
    return value


def attributes(values: Mapping[str, AttributeValue | None]) -> dict[str, AttributeValue | None]:
    """Return attributes whose names and values fit; None stays, it means removal."""
    if len(values) > MOST_ATTRIBUTES:
        raise Invalid("too_many_attributes", f"There are more than {MOST_ATTRIBUTES} attributes.", field="attributes", fix="Leave some out.")
    return {attribute_name(name): attribute(name, value) for name, value in values.items()}


def attribute(name: str, value: AttributeValue | None) -> AttributeValue | None:
    """Return an attribute's value as it is kept; text is cleaned, everything else is as given."""
    return text(value, f"attributes.{name}", LONGEST_ATTRIBUTE) if isinstance(value, str) else value


def typed(name: str, kind: str, value: str) -> AttributeValue | None:
    """Read an attribute's value from text as `kind`: string, number, bool or date; None where there is none."""
    clean = text(value, f"attributes.{name}", LONGEST_ATTRIBUTE)
    if clean is None or kind == "string":
        return clean
    found = _READERS[kind](clean)
    if found is None:
        raise Invalid(f"{kind}_invalid", f"This is not a {_CALLED[kind]}.", field=f"attributes.{name}", fix=_HOW[kind])
    return found


def _number(value: str) -> int | float | None:
    plain = value.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        return None
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - only NaN differs from itself
        return None
    return int(plain) if plain.lstrip("+-").isdigit() else number


def _bool(value: str) -> bool | None:
    word = value.casefold()
    return True if word in _YES else False if word in _NO else None


def _date(value: str) -> str | None:
    french = _FRENCH_DATE.fullmatch(value)
    try:
        day = date(int(french[3]), int(french[2]), int(french[1])) if french else date.fromisoformat(value)
    except ValueError:
        return None
    return day.isoformat() if is_possible(day) else None


KINDS = ("string", "number", "bool", "date")
_READERS = {"number": _number, "bool": _bool, "date": _date}
_CALLED = {"number": "number", "bool": "yes or no", "date": "date"}
_HOW = {"number": "Write digits, such as 12 or 12.5.", "bool": "Write yes or no.", "date": f"Write YYYY-MM-DD or DD/MM/YYYY, {BOUNDS}."}
