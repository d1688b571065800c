"""Phone numbers: any usual way of writing becomes E.164, or is refused with the reason and what to do.

Knowledge of numbering plans comes from libphonenumber's metadata (the `phonenumbers` package).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

from tidings.kernel.errors import Invalid
from tidings.kernel.numbering import place
from tidings.kernel.renumbering import renumbered

REGIONS: frozenset[str] = frozenset(phonenumbers.SUPPORTED_REGIONS)
"""The ISO 3166 codes of the countries and territories with a numbering plan."""

NON_GEOGRAPHIC = "001"
"""libphonenumber's region of numbers that belong to no country, such as +800."""


class LineType(StrEnum):
    """What a number's range is for, as far as public metadata tells (a ported number may be something else)."""

    MOBILE = "mobile"
    FIXED = "fixed"
    FIXED_OR_MOBILE = "fixed_or_mobile"
    VOIP = "voip"
    TOLL_FREE = "toll_free"
    PREMIUM = "premium"
    SHARED_COST = "shared_cost"
    PAGER = "pager"
    OTHER = "other"
    UNKNOWN = "unknown"


_KINDS = {
    PhoneNumberType.MOBILE: LineType.MOBILE,
    PhoneNumberType.FIXED_LINE: LineType.FIXED,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: LineType.FIXED_OR_MOBILE,
    PhoneNumberType.VOIP: LineType.VOIP,
    PhoneNumberType.TOLL_FREE: LineType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE: LineType.PREMIUM,
    PhoneNumberType.SHARED_COST: LineType.SHARED_COST,
    PhoneNumberType.PAGER: LineType.PAGER,
    PhoneNumberType.UNKNOWN: LineType.UNKNOWN,
}
_REFUSALS = {
    "not_a_number": ("this is not a phone number", "Write digits only, with spaces, dots, hyphens or brackets if you like."),
    "too_short": ("the number has too few digits", "Write it whole, with its area code."),
    "too_long": ("the number has too many digits", "Look for digits typed twice, or for two numbers in one place."),
    "invalid_country_code": ("no country has this country code", "Look at the digits after the +."),
    "not_valid_in_region": (
        "the length fits, but no such range of numbers is in use",
        "Look for a wrong digit; write a foreign number with + and its country code.",
    ),
    "several_numbers": ("there are several numbers in one place", "Give one number, or one column for each."),
    "has_extension": ("the number has an extension, which no message can reach", "Give a direct number."),
    "damaged_by_spreadsheet": (
        "a spreadsheet has turned the number into {written} and lost its digits",
        "Format the column as text in the spreadsheet, take the numbers from their source again, and export anew.",
    ),
    "unknown_region": ("the default region is not a country code", "Give two letters of ISO 3166, such as FR or US."),
}
"""Every code that `parse` refuses with: what is wrong, and what to do."""

_PARSE_CODES = {
    NumberParseException.INVALID_COUNTRY_CODE: "invalid_country_code",
    NumberParseException.TOO_SHORT_AFTER_IDD: "too_short",
    NumberParseException.TOO_SHORT_NSN: "too_short",
    NumberParseException.TOO_LONG: "too_long",
}
_LENGTH_CODES = {
    ValidationResult.INVALID_COUNTRY_CODE: "invalid_country_code",
    ValidationResult.TOO_SHORT: "too_short",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "too_short",
    ValidationResult.TOO_LONG: "too_long",
}

_LONGEST_INPUT = 100
_PLAIN = re.compile(r"(?!\+?\d{7,15}\.0+$)\+?[0-9 ().\-]{2,40}")
_PUNCTUATION = str.maketrans("", "", " \t\n\r.-()[]/\u2010\u2011\u2012\u2013\u2014\u2212\u00b7")
_WRAPPED = re.compile(r"""='?"([^"]*)"|"([^"]*)"|'(.*)""")
_SCHEME = re.compile(r"(?:tel|sms|whatsapp):\s*", re.IGNORECASE | re.ASCII)
"""What links (RFC 3966, RFC 5724) and Twilio's addresses put before a number."""
_SCIENTIFIC = re.compile(r"\+?\d(?:[.,]\d+)?[eE]\+?\d{1,2}")
_WHOLE_FLOAT = re.compile(r"(\+?\d{7,15})[.,]0+")
_EXTENSION = re.compile(r"(?<=\d)\s*[,;]?\s*(?:;?ext=|ext(?:ension|n)?\.?|poste|x|\#)\s*:?\s*\d{1,7}", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*(?:[/;,|&\n]|\b(?:or|ou|and|et)\b)\s*", re.IGNORECASE)
_NUMBER_LENGTH = 7
_INVISIBLE = "Cf"

_LOCAL = frozenset({LineType.MOBILE, LineType.FIXED, LineType.FIXED_OR_MOBILE})
"""Kinds whose prefixes say where they are; a toll-free number of North America is nowhere."""
_SMS_KINDS = frozenset({LineType.MOBILE, LineType.FIXED_OR_MOBILE, LineType.VOIP, LineType.UNKNOWN})


def can_receive_sms(kind: LineType) -> bool:
    """Say whether an SMS may be tried: yes for what is or may be a mobile, no for landlines and service numbers."""
    return kind in _SMS_KINDS


@dataclass(frozen=True, slots=True)
class Phone:
    """A valid number. `region` is the ISO 3166 code of its numbering plan, or `NON_GEOGRAPHIC`."""

    e164: str
    region: str
    kind: LineType

    @property
    def country(self) -> str | None:
        """The ISO 3166 code of the number's country; None where it belongs to none."""
        return None if self.region == NON_GEOGRAPHIC else self.region

    @property
    def wa_id(self) -> str:
        """The number as WhatsApp writes it: the digits of E.164."""
        return self.e164[1:]

    @property
    def national(self) -> str:
        """The number as people of its country write it, such as `06 39 98 12 34`."""
        return phonenumbers.format_number(_number(self.e164), PhoneNumberFormat.NATIONAL)

    @property
    def international(self) -> str:
        """The number as written abroad, such as `+33 6 39 98 12 34`."""
        return phonenumbers.format_number(_number(self.e164), PhoneNumberFormat.INTERNATIONAL)

    @property
    def time_zones(self) -> tuple[str, ...]:
        """The IANA zones where the number may live, by its area code or other prefix; empty where unknown. Looked up at each call."""
        zones = _time_zones(self.e164)
        return zones if len(zones) == 1 or self.kind in _LOCAL else ()


@lru_cache(maxsize=4096)
def _time_zones(e164: str) -> tuple[str, ...]:
    from phonenumbers import timezone  # noqa: PLC0415 - its table of prefixes is large and seldom needed

    # By prefix whatever the kind of number: mobiles of Jamaica (+1 876) or Réunion (+262 692) would get all zones of their country code.
    zones = timezone.time_zones_for_geographical_number(_number(e164))
    return tuple(zone for zone in zones if zone != timezone.UNKNOWN_TIMEZONE)


def parse(text: str, region: str) -> Phone:
    """Read a number as people write it; `region` (ISO 3166) says whose national way of writing is meant.

    Raises Invalid with one of the codes of `_REFUSALS`; its message never repeats the number, only what a spreadsheet made of it.
    """
    region = region.upper()
    if region not in REGIONS:
        raise _refusal("unknown_region")
    digits = text if _PLAIN.fullmatch(text) else _tidy(text)
    digits = digits.translate(_PUNCTUATION)
    phone = _look_up(digits, region)
    if phone is None and digits.startswith("00"):
        phone = _look_up("+" + digits[2:], region)
    if phone is None and (now := renumbered(written := re.sub("^00", "+", digits))) != written:
        phone = _look_up(now, region)
    if phone is None:
        raise _why_not(text, digits, region)
    return phone


def parse_many(texts: Iterable[str], region: str) -> Sequence[Phone | Invalid]:
    """Read many numbers: for each, in order, the phone or why it is refused."""
    return [_phone_or_refusal(text, region) for text in texts]


def _phone_or_refusal(text: str, region: str) -> Phone | Invalid:
    try:
        return parse(text, region)
    except Invalid as refusal:
        return refusal


def _tidy(text: str) -> str:
    """Take off what spreadsheets and people put round a number; refuse what can't be one."""
    if len(text) > _LONGEST_INPUT:
        raise _refusal("too_long")
    text = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != _INVISIBLE).strip()
    if wrapped := _WRAPPED.fullmatch(text):
        text = (wrapped[1] or wrapped[2] or wrapped[3] or "").strip()
    if scheme := _SCHEME.match(text):
        text = text[scheme.end() :]
    if _SCIENTIFIC.fullmatch(text):
        raise _refusal("damaged_by_spreadsheet", written=text)
    if whole := _WHOLE_FLOAT.fullmatch(text):
        return whole[1]
    if _EXTENSION.search(text):
        raise _refusal("has_extension")
    if sum(len(_digits(part)) >= _NUMBER_LENGTH for part in _SEVERAL.split(text)) > 1:
        raise _refusal("several_numbers")
    if any(letter.isalpha() for letter in text):
        raise _refusal("not_a_number")
    return text


def _look_up(digits: str, region: str) -> Phone | None:
    if (placed := place(digits, region)) is not None:
        return Phone(placed.e164, placed.region, _KINDS.get(placed.kind, LineType.OTHER))
    return _asked(digits, region)


def _asked(digits: str, region: str) -> Phone | None:
    try:
        number = phonenumbers.parse(digits, region)
    except NumberParseException:
        return None
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        return None
    home = phonenumbers.region_code_for_number(number) or NON_GEOGRAPHIC
    return Phone(phonenumbers.format_number(number, PhoneNumberFormat.E164), home, _KINDS.get(kind, LineType.OTHER))


def _why_not(text: str, digits: str, region: str) -> Invalid:
    if sum(len(_digits(part)) >= _NUMBER_LENGTH for part in text.split()) > 1:
        return _refusal("several_numbers")
    try:
        number = phonenumbers.parse(digits, region)
    except NumberParseException as problem:
        return _refusal(_PARSE_CODES.get(problem.error_type, "not_a_number"))
    return _refusal(_LENGTH_CODES.get(phonenumbers.is_possible_number_with_reason(number), "not_valid_in_region"))


def _refusal(code: str, **quoted: str) -> Invalid:
    message, fix = _REFUSALS[code]
    return Invalid(code, message.format(**quoted), field="region" if code == "unknown_region" else "phone", fix=fix)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _number(e164: str) -> PhoneNumber:
    return phonenumbers.parse(e164, None)
