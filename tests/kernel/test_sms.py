"""Segments as carriers bill them. The oracle of the fixed cases is Twilio's segment calculator."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.kernel import sms
from tidings.kernel.sms import Encoding, Reason

GSM, UCS2 = Encoding.GSM7, Encoding.UCS2
FRENCH = "L\u2019été à Noël « œuf »…"
GSM_TEXT = st.text(st.sampled_from("abcDEF 0123éèàùÇ@£\n€[]{}~^|\\"))


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments", "remaining"),
    [
        ("", GSM, 0, 1, 160),
        ("a" * 160, GSM, 160, 1, 0),
        ("a" * 161, GSM, 161, 2, 145),
        ("a" * 306, GSM, 306, 2, 0),
        ("a" * 307, GSM, 307, 3, 152),
        ("€" * 80, GSM, 160, 1, 0),
        ("€" * 81, GSM, 162, 2, 143),
        ("a" * 152 + "€" + "a" * 10, GSM, 164, 2, 141),
        ("a" * 152 + "€" + "a" * 152, GSM, 306, 3, 152),
        ("Ç é è ù à", GSM, 9, 1, 151),
        ("ç", UCS2, 1, 1, 69),
        ("ê" * 70, UCS2, 70, 1, 0),
        ("ê" * 71, UCS2, 71, 2, 63),
        ("ê" * 134, UCS2, 134, 2, 0),
        ("\U0001f600" * 35, UCS2, 70, 1, 0),
        ("\U0001f600" * 36, UCS2, 72, 2, 61),
        ("ê" * 66 + "\U0001f600" + "ê" * 66, UCS2, 134, 3, 66),
        ("`", UCS2, 1, 1, 69),
        ("a\tb", UCS2, 3, 1, 67),
        ("\x1b", UCS2, 1, 1, 69),
        ("a\u00a0b", UCS2, 3, 1, 67),
    ],
)
def test_a_text_is_counted_as_carriers_count(text: str, encoding: Encoding, units: int, segments: int, remaining: int) -> None:
    counted = sms.count(text)
    assert (counted.encoding, counted.units, counted.segments, counted.remaining) == (encoding, units, segments, remaining)
    assert counted.characters == len(text)


def test_smart_encoding_takes_typographic_characters_and_leaves_letters() -> None:
    assert sms.smart_encode("L\u2019été \u2013 « oui »…\u00a0: \u200b1") == 'L\'été - " oui "... : 1'
    assert sms.count("L\u2019été", smart=True).encoding is GSM
    assert sms.count(FRENCH, smart=True).encoding is UCS2


def test_smart_encoding_composes_decomposed_accents() -> None:
    assert sms.smart_encode("e\u0301te\u0301") == "été"


def test_each_suggestion_says_what_taking_the_list_so_far_saves() -> None:
    text = "é\u2019" + "a" * 78 + "ê\U0001f600"
    assert sms.count(text).segments == 2
    found = sms.suggest(text)
    assert [(item.character, item.replacement, item.segments_saved) for item in found] == [
        ("\u2019", "'", 0),
        ("ê", "e", 0),
        ("\U0001f600", "", 1),
    ]
    assert found[2].name == "grinning face"
    assert [item.makes_gsm7 for item in found] == [False, False, True]


def test_a_two_septet_character_is_suggested_away_where_it_costs_a_segment() -> None:
    (found,) = sms.suggest("[" + "a" * 159)
    assert (found.reason, found.replacement, found.segments_saved, found.units_saved) == (Reason.TWO_SEPTETS, "(", 1, 1)


def test_what_stands_in_the_way_of_gsm7_is_named_alone_where_nothing_can_replace_it() -> None:
    found = sms.suggest("日" * 100 + "\u2019€")
    assert [(item.character, item.replacement, item.segments_saved) for item in found] == [("日", None, 0)]
    assert sms.suggest("漢字の文章です") == []


def test_nothing_is_suggested_that_saves_nothing() -> None:
    assert sms.suggest("12 € [promo]") == []
    assert sms.suggest("€" * 81) == []  # EUR takes three septets, € two
    assert sms.suggest("…" * 60) == []  # one segment of UCS-2; as dots two of GSM-7


def test_accents_written_apart_are_put_together_first() -> None:
    (found,) = sms.suggest("e\u0301te\u0301")
    assert (found.character, found.occurrences, found.replacement, found.makes_gsm7) == ("e\u0301", 2, "é", True)


def test_a_plain_text_needs_no_suggestion() -> None:
    assert sms.suggest("Votre commande est prête".replace("ê", "e")) == []


@given(st.one_of(st.text(), GSM_TEXT, st.text(st.sampled_from("aê\U0001f600"), max_size=400)))
def test_parts_join_to_the_text_and_each_fits(text: str) -> None:
    counted, parts = sms.count(text), sms.split(text)
    assert "".join(parts) == text
    assert len(parts) == counted.segments
    width = _septets if counted.encoding is GSM else _utf16
    assert all(width(part) <= counted.per_segment for part in parts)
    assert sum(map(width, parts)) == counted.units
    assert counted.remaining == counted.per_segment - width(parts[-1])


@given(st.text())
def test_smart_encoding_never_costs_more_parts_than_a_gsm_text_and_is_stable(text: str) -> None:
    once = sms.smart_encode(text)
    assert sms.count(sms.smart_encode(once)) == sms.count(once) == sms.count(text, smart=True)


@given(GSM_TEXT)
def test_smart_encoding_leaves_a_gsm_text_alone(text: str) -> None:
    assert sms.smart_encode(text) == text


@given(st.text())
def test_taking_every_suggestion_saves_what_the_last_one_says(text: str) -> None:
    found = sms.suggest(text)
    taken = text
    for item in found:
        taken = taken if item.replacement is None else taken.replace(item.character, item.replacement)
    if found:
        assert sms.count(text).segments - sms.count(taken).segments == found[-1].segments_saved
    if found and all(item.replacement is not None for item in found):
        assert sms.count(taken).encoding is GSM
        assert sms.count(taken).segments <= sms.count(text).segments


def test_a_count_is_a_plain_value() -> None:
    assert astuple(sms.count("abc")) == (GSM, 3, 3, 1, 160, 157)


def _septets(text: str) -> int:
    return sum(2 if character in "\f^{}\\[~]|€" else 1 for character in text)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
