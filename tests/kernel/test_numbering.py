"""Reading numbering plans ourselves says what libphonenumber says, or nothing."""

import random
from collections.abc import Iterator

import phonenumbers
import pytest
from phonenumbers import PhoneNumberType

from tidings.kernel import phone
from tidings.kernel.numbering import place

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = [kind for kind in PhoneNumberType.values() if kind != PhoneNumberType.UNKNOWN]
NEIGHBOURS = 12
"""Numbers tried round each example: same start, other digits behind."""


def numbers_of(region: str, chance: random.Random) -> Iterator[str]:
    """National significant numbers: an example of each kind, and others made from them, valid and not."""
    for kind in KINDS:
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None:
            continue
        national = phonenumbers.national_significant_number(example)
        yield national
        for _ in range(NEIGHBOURS):
            kept = chance.randrange(len(national))
            yield national[:kept] + "".join(chance.choice("0123456789") for _ in national[kept:])
        yield national[:-1]
        yield national + "5"


def writings(region: str, national: str) -> Iterator[str]:
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    assert metadata is not None
    yield national
    yield f"+{metadata.country_code}{national}"
    yield f"{metadata.country_code}{national}"
    yield f"00{metadata.country_code}{national}"
    yield f"0{national}"
    yield f"+{metadata.country_code}0{national}"
    yield f"00{metadata.country_code}0{national}"
    yield f"011{metadata.country_code}{national}"
    if metadata.national_prefix:
        yield f"{metadata.national_prefix}{national}"


@pytest.mark.parametrize("region", REGIONS)
def test_a_number_is_placed_as_libphonenumber_places_it(region: str) -> None:
    chance = random.Random(f"numbers of {region}")  # noqa: S311 - the same numbers each time
    for national in numbers_of(region, chance):
        for digits in writings(region, national):
            for reader in (region, "FR", "US", chance.choice(REGIONS)):
                placed = place(digits, reader)
                if placed is not None:
                    asked = phone._asked(digits, reader)
                    kind = phone._KINDS.get(placed.kind, phone.LineType.OTHER)
                    assert asked == phone.Phone(placed.e164, placed.region, kind), f"{digits} in {reader}"


@pytest.mark.parametrize(
    ("digits", "region"),
    [
        ("0612345678", "FR"),
        ("612345678", "FR"),
        ("+33612345678", "US"),
        ("4155552671", "US"),
        ("07400123456", "GB"),
        ("+80012345678", "FR"),
        ("0033612345678", "FR"),
        ("01133612345678", "US"),
        ("+330612345678", "FR"),
        ("00330612345678", "FR"),
    ],
)
def test_the_usual_writings_need_no_slow_answer(digits: str, region: str) -> None:
    assert place(digits, region) is not None


@pytest.mark.parametrize("digits", ["", "+", "+0", "0", "00", "+999123456789", "12", "5" * 40])
def test_of_what_is_no_number_nothing_is_said(digits: str) -> None:
    assert place(digits, "FR") is None
