"""Phone numbers as people, spreadsheets and other systems write them."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.kernel import phone
from tidings.kernel.errors import Invalid
from tidings.kernel.phone import LineType, Phone

FRENCH = "+33612345678"
AMERICAN = "+14155552671"


@pytest.mark.parametrize(
    "written",
    [
        "06 12 34 56 78",
        "0612345678",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "06/12/34/56/78",
        "06\u201312\u201334\u201356\u201378",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06\u202f12\u202f34\u202f56\u202f78",
        "\u202a+33 6 12 34 56 78\u202c",
        "\ufeff0612345678",
        "\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
        "  06 12 34 56 78\t",
        "'0612345678",
        '="0612345678"',
        '"06 12 34 56 78"',
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "+33(0)612345678",
        "(+33) 6 12 34 56 78",
        "\uff0b33612345678",
        "0033612345678",
        "0033 6 12 34 56 78",
        "00 33 (0)6 12 34 56 78",
        "33612345678",
        "612345678",
        "612345678.0",
        "33612345678.0",
        "tel:+33612345678",
        "TEL: 06 12 34 56 78",
    ],
)
def test_any_usual_french_way_of_writing_is_the_same_number(written: str) -> None:
    assert phone.parse(written, "FR") == Phone(FRENCH, "FR", LineType.MOBILE)


@pytest.mark.parametrize(
    "written",
    ["(415) 555-2671", "415-555-2671", "415.555.2671", "4155552671", "1-415-555-2671", "+1 415 555 2671", "14155552671", "tel:+1-415-555-2671"],
)
def test_any_usual_american_way_of_writing_is_the_same_number(written: str) -> None:
    assert phone.parse(written, "US") == Phone(AMERICAN, "US", LineType.FIXED_OR_MOBILE)


@pytest.mark.parametrize(
    ("written", "region", "e164", "country", "kind"),
    [
        ("0033 6 12 34 56 78", "US", FRENCH, "FR", LineType.MOBILE),
        ("011 33 6 12 34 56 78", "US", FRENCH, "FR", LineType.MOBILE),
        ("+1 415 555 2671", "FR", AMERICAN, "US", LineType.FIXED_OR_MOBILE),
        ("+1 416 555 2671", "US", "+14165552671", "CA", LineType.FIXED_OR_MOBILE),
        ("01 42 34 56 78", "FR", "+33142345678", "FR", LineType.FIXED),
        ("09 72 34 56 78", "FR", "+33972345678", "FR", LineType.VOIP),
        ("0800 123 456", "FR", "+33800123456", "FR", LineType.TOLL_FREE),
        ("0891 12 34 56", "FR", "+33891123456", "FR", LineType.PREMIUM),
        ("07400 123456", "gb", "+447400123456", "GB", LineType.MOBILE),
        ("+39 06 1234 5678", "FR", "+390612345678", "IT", LineType.FIXED),
        ("+800 1234 5678", "FR", "+80012345678", None, LineType.TOLL_FREE),
        ("+262 692 12 34 56", "FR", "+262692123456", "RE", LineType.MOBILE),
    ],
)
def test_a_number_knows_its_country_and_kind(written: str, region: str, e164: str, country: str | None, kind: LineType) -> None:
    found = phone.parse(written, region)
    assert (found.e164, found.country, found.kind) == (e164, country, kind)


@pytest.mark.parametrize(
    ("written", "region", "code"),
    [
        ("", "FR", "not_a_number"),
        ("n/a", "FR", "not_a_number"),
        ("-", "FR", "not_a_number"),
        ("06 I2 34 56 78", "FR", "not_a_number"),
        ("06 12 34 56 78 (maman)", "FR", "not_a_number"),
        ("06 12 34 56", "FR", "too_short"),
        ("12", "FR", "too_short"),
        ("555-2671", "US", "too_short"),
        ("06 12 34 56 78 90", "FR", "too_long"),
        ("6" * 200, "FR", "too_long"),
        ("+999 123 456 789", "FR", "invalid_country_code"),
        ("00 00 00 00 00", "FR", "not_valid_in_region"),
        ("06 39 98 12 34", "FR", "not_valid_in_region"),
        ("(111) 555-2671", "US", "not_valid_in_region"),
        ("3.36123E+11", "FR", "damaged_by_spreadsheet"),
        ("3,36123E+11", "FR", "damaged_by_spreadsheet"),
        ("3e11", "FR", "damaged_by_spreadsheet"),
        ("(415) 555-2671 x12", "US", "has_extension"),
        ("01 42 34 56 78 poste 12", "FR", "has_extension"),
        ("tel:+14155552671;ext=12", "US", "has_extension"),
        ("0612345678 / 0698765432", "FR", "several_numbers"),
        ("0612345678 ou 0698765432", "FR", "several_numbers"),
        ("0612345678;0698765432", "FR", "several_numbers"),
        ("0612345678 0698765432", "FR", "several_numbers"),
        ("06 12 34 56 78", "FRANCE", "unknown_region"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason_and_what_to_do(written: str, region: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        phone.parse(written, region)
    assert refused.value.code == code
    assert refused.value.fix
    assert not written or (written in refused.value.message) == (code == "damaged_by_spreadsheet")  # whose digits are gone


def test_a_number_is_written_for_people_and_for_whatsapp() -> None:
    found = phone.parse("0612345678", "FR")
    assert (found.national, found.international, found.wa_id) == ("06 12 34 56 78", "+33 6 12 34 56 78", "33612345678")


@pytest.mark.parametrize(
    ("e164", "zones"),
    [
        (FRENCH, ("Europe/Paris",)),
        (AMERICAN, ("America/Los_Angeles",)),
        ("+80012345678", ()),
        ("+18765550123", ("America/Jamaica",)),
        ("+12423575555", ("America/Nassau",)),
        ("+16847331234", ("Pacific/Pago_Pago",)),
        ("+14165550123", ("America/Toronto",)),
        ("+17875550123", ("America/Puerto_Rico",)),
        ("+19075550123", ("America/Adak", "America/Anchorage")),
        ("+18005550123", ()),
        ("+262639012345", ("Indian/Mayotte",)),
        ("+262269601234", ("Indian/Mayotte",)),
        ("+262692123456", ("Indian/Reunion",)),
        ("+590690123456", ("America/Guadeloupe",)),
    ],
)
def test_time_zones_follow_the_prefix(e164: str, zones: tuple[str, ...]) -> None:
    assert phone.parse(e164, "FR").time_zones == zones


def test_landlines_and_service_numbers_get_no_sms() -> None:
    reachable = {kind for kind in LineType if phone.can_receive_sms(kind)}
    assert reachable == {LineType.MOBILE, LineType.FIXED_OR_MOBILE, LineType.VOIP, LineType.UNKNOWN}


def test_many_numbers_are_read_in_order_and_a_bad_one_loses_no_other() -> None:
    first, second, third = phone.parse_many(["0612345678", "abc", "+14155552671"], "FR")
    assert isinstance(first, Phone)
    assert isinstance(second, Invalid)
    assert isinstance(third, Phone)


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_the_mobile_example_of_every_region_is_read_from_each_of_its_forms(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        pytest.skip("the metadata has no mobile example")
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    found = phone.parse(e164, "FR")
    assert found.e164 == e164
    assert phone.parse(found.international, "FR") == found
    assert phone.parse(found.national, region) == found


@given(st.text(), st.sampled_from(["FR", "US", "GB", "DE"]))
def test_no_text_breaks_the_reader_and_what_is_read_is_valid(text: str, region: str) -> None:
    (found,) = phone.parse_many([text], region)
    if isinstance(found, Phone):
        assert phonenumbers.is_valid_number(phonenumbers.parse(found.e164, None))


@given(st.from_regex(r"\A0[67][0-9]{8}\Z"), st.lists(st.sampled_from([" ", ".", "-", "\u00a0"]), min_size=10, max_size=10))
def test_punctuation_changes_nothing(digits: str, marks: list[str]) -> None:
    spaced = "".join(digit + mark for digit, mark in zip(digits, marks, strict=True))
    one, other = phone.parse_many([digits, spaced], "FR")
    assert (one == other) if isinstance(one, Phone) else isinstance(other, Invalid)


@pytest.mark.parametrize("written", ["whatsapp:+33612345678", "WhatsApp: 06 12 34 56 78", "tel:+33-6-12-34-56-78", "sms:+33612345678"])
def test_links_and_the_addresses_of_twilio_are_numbers(written: str) -> None:
    assert phone.parse(written, "FR").e164 == "+33612345678"


@pytest.mark.parametrize(
    ("written", "region", "today"),
    [
        ("+52 1 55 1234 5678", "FR", "+525512345678"),
        ("00521 55 1234 5678", "FR", "+525512345678"),
        ("+55 11 8765-4321", "FR", "+5511987654321"),
        ("+55 11 3765-4321", "FR", "+551137654321"),
        ("+5511987654321", "BR", "+5511987654321"),
    ],
)
def test_a_number_that_its_country_writes_otherwise_since_is_the_same_number(written: str, region: str, today: str) -> None:
    assert phone.parse(written, region).e164 == today
