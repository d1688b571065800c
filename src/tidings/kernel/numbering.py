"""Numbering plans, made ready for many numbers: what libphonenumber's metadata says of numbers written without surprises.

The `phonenumbers` package interprets its metadata anew for each number. Most numbers of a list are plain: `+`, a country
code and the national number, or the national number alone or behind its plain trunk prefix; or with what is dialled abroad in
place of the `+` (0033), or with the trunk prefix kept behind the country code (+33 0). For those the answer is read here, about
ten times faster; of any other writing, and of every number that fits no plan, nothing is said, and the package is asked.
A test compares both on random numbers of every region.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberType

_LONGEST_COUNTRY_CODE = 3
_LONGEST_NATIONAL = 17
"""In digits (libphonenumber's MAX_LENGTH_FOR_NSN)."""
_ORDER = (
    (PhoneNumberType.PREMIUM_RATE, "premium_rate"),
    (PhoneNumberType.TOLL_FREE, "toll_free"),
    (PhoneNumberType.SHARED_COST, "shared_cost"),
    (PhoneNumberType.VOIP, "voip"),
    (PhoneNumberType.PERSONAL_NUMBER, "personal_number"),
    (PhoneNumberType.PAGER, "pager"),
    (PhoneNumberType.UAN, "uan"),
    (PhoneNumberType.VOICEMAIL, "voicemail"),
)
"""In which order libphonenumber tries them (`PhoneNumberUtil.getNumberTypeHelper`)."""


class Placed(NamedTuple):
    """A valid number: E.164, libphonenumber's region, and its type (a `PhoneNumberType`)."""

    e164: str
    region: str
    kind: int


@dataclass(frozen=True, slots=True)
class _Range:
    """Numbers of one kind: their lengths (none: any) and their pattern."""

    lengths: frozenset[int]
    pattern: re.Pattern[str]

    def holds(self, national: str) -> bool:
        return (not self.lengths or len(national) in self.lengths) and self.pattern.fullmatch(national) is not None


@dataclass(frozen=True, slots=True)
class _Plan:
    """The plan of one region. `abroad` is dialled before a country code; `before` (the trunk prefix) before a national number.

    `special`, by length, matches what any of the `kinds` may hold, so that most numbers are tried on none of them.
    """

    region: str
    country_code: str
    abroad: re.Pattern[str]
    before: re.Pattern[str] | None
    general: _Range
    kinds: Sequence[tuple[int, _Range]]
    special: Mapping[int, re.Pattern[str]]
    fixed: _Range | None
    mobile: _Range | None
    leading: re.Pattern[str] | None

    def kind(self, national: str) -> int:
        """Return the type of a national number that `general` holds; UNKNOWN if it is not valid here."""
        special = self.special.get(len(national))
        if special is not None and special.fullmatch(national):
            for kind, numbers in self.kinds:
                if numbers.holds(national):
                    return kind
        mobile = self.mobile is not None and self.mobile.holds(national)
        if self.fixed is not None and self.fixed.holds(national):
            return PhoneNumberType.FIXED_LINE_OR_MOBILE if mobile else PhoneNumberType.FIXED_LINE
        return PhoneNumberType.MOBILE if mobile else PhoneNumberType.UNKNOWN

    def national(self, digits: str) -> str | None:
        """Return the national number of digits dialled in this region; None if they may be read in more than one way."""
        if self.abroad.match(digits) or digits.startswith(self.country_code):
            return None
        trunk = self.before.match(digits) if self.before else None
        if trunk is None:
            return digits
        return None if trunk.groups() else digits[trunk.end() :]  # groups: a carrier's code, or digits to be put in another order

    def bare(self, national: str) -> bool:
        """Whether nothing would be taken off a national number before it is looked at."""
        return national[:1] != "0" and (self.before is None or self.before.match(national) is None)


def place(digits: str, region: str) -> Placed | None:
    """Place a number written in digits with or without a leading `+`, read as in `region`; None where the package must be asked."""
    if digits[:1] == "+":
        return _abroad(digits)
    home = _plan(region)
    if dialled := home.abroad.match(digits):
        rest = digits[dialled.end() :]
        return _abroad("+" + rest) if rest[:1] != "0" else None  # no country code begins with 0, so it may be something else
    national = home.national(digits)
    return _among(_regions(home.country_code), home, national) if national is not None else None


def _abroad(digits: str) -> Placed | None:
    """Place a number of `+`, country code and national number, which may still have its trunk prefix."""
    code = _country_code(digits)
    if not code:
        return None
    reading, national = _plan_of_code(code), digits[1 + len(code) :]
    trunk = reading.before.match(national) if reading.before else None
    if trunk and not trunk.groups() and not reading.general.holds(national):
        national = national[trunk.end() :]
    return _among(_regions(code), reading, national)


def _among(regions: Sequence[_Plan], reading: _Plan, national: str) -> Placed | None:
    """Find whose number it is; `reading` is the plan that takes prefixes off, and must have nothing (more) to take off."""
    if not reading.bare(national) or not reading.general.holds(national):
        return None
    for plan in regions:
        if plan.leading is not None and plan.leading.match(national) is None:
            continue
        kind = plan.kind(national) if plan is reading or plan.general.holds(national) else PhoneNumberType.UNKNOWN
        if kind != PhoneNumberType.UNKNOWN:
            return Placed(f"+{plan.country_code}{national}", plan.region, kind)
        if plan.leading is not None:
            return None  # it belongs here, and is not valid
    return None


def _country_code(digits: str) -> str:
    for length in range(1, _LONGEST_COUNTRY_CODE + 1):
        if digits[1 : 1 + length] in _codes():
            return digits[1 : 1 + length]
    return ""


@cache
def _codes() -> frozenset[str]:
    return frozenset(str(code) for code in COUNTRY_CODE_TO_REGION_CODE)


@cache
def _regions(code: str) -> Sequence[_Plan]:
    """Return the plans of all regions with a country code, in the order in which libphonenumber asks them."""
    return [_made(region, code) for region in COUNTRY_CODE_TO_REGION_CODE[int(code)]]


@cache
def _plan_of_code(code: str) -> _Plan:
    return _regions(code)[0]


@cache
def _plan(region: str) -> _Plan:
    known: Any = PhoneMetadata.metadata_for_region(region, None)
    return _made(region, str(known.country_code))


@cache
def _made(region: str, code: str) -> _Plan:
    known: Any = PhoneMetadata.metadata_for_region_or_calling_code(int(code), region)
    alike = bool(known.same_mobile_and_fixed_line_pattern)
    fixed = _range(known.fixed_line)
    kinds = [(kind, numbers) for kind, name in _ORDER if (numbers := _range(getattr(known, name)))]
    return _Plan(
        region=region,
        country_code=code,
        abroad=re.compile(known.international_prefix or r"(?!)"),
        before=re.compile(known.national_prefix_for_parsing) if known.national_prefix_for_parsing else None,
        general=_range(known.general_desc) or _Range(frozenset(), re.compile(r"(?!)")),
        kinds=kinds,
        special=_any_of([numbers for _, numbers in kinds]),
        fixed=fixed,
        mobile=fixed if alike else _range(known.mobile),
        leading=re.compile(known.leading_digits) if known.leading_digits else None,
    )


def _any_of(ranges: Sequence[_Range]) -> Mapping[int, re.Pattern[str]]:
    """Return, by length of a national number, one pattern for all the ranges that may hold such a number."""
    found: dict[int, re.Pattern[str]] = {}
    for length in range(_LONGEST_NATIONAL + 1):
        patterns = [f"(?:{each.pattern.pattern})" for each in ranges if not each.lengths or length in each.lengths]
        if patterns:
            found[length] = re.compile("|".join(patterns))
    return found


def _range(known: Any) -> _Range | None:
    if known is None or not known.national_number_pattern:
        return None
    return _Range(frozenset(known.possible_length), re.compile(known.national_number_pattern))
