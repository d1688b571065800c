"""How well opt-outs are told from everyday talk, measured on sayings with their sources.

Every set was written before the rules knew it, and looked at afterwards while the rules grew. Each row says what the text means: `opt_out`
or `everyday`. What the sets gave when they were first read: see docs/decisions/0023-permissions.md.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tidings.conversations.rules import classify
from tidings.conversations.types import ReadingKind

FOLDER = Path(__file__).parent / "sayings"
LEAST_RECALL = 0.98
MOST_FALSE = 0.005
MOST_HELD = 0.05


@dataclass(frozen=True)
class Saying:
    """Something that somebody wrote, or could."""

    means: str
    language: str
    text: str
    source: str
    kind: ReadingKind


@cache
def sayings() -> Sequence[Saying]:
    rows = [row for path in sorted(FOLDER.glob("*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]
    return [Saying(row["means"], row["language"], row["text"], row["source"], classify(row["text"]).kind) for row in rows]


def of(means: str, language: str) -> list[Saying]:
    found = [each for each in sayings() if (each.means, each.language) == (means, language)]
    assert len(found) > 800
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_at_least_98_percent_of_opt_outs_are_recognised(language: str) -> None:
    asked = of("opt_out", language)
    missed = [each.text for each in asked if each.kind is not ReadingKind.OPT_OUT]
    assert len(missed) <= (1 - LEAST_RECALL) * len(asked), missed


@pytest.mark.parametrize("language", ["en", "fr"])
def test_at_most_one_everyday_message_in_two_hundred_is_taken_for_an_opt_out(language: str) -> None:
    talk = of("everyday", language)
    wrong = [each.text for each in talk if each.kind is ReadingKind.OPT_OUT]
    assert len(wrong) <= MOST_FALSE * len(talk), wrong


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everyday_talk_is_seldom_held_for_a_person(language: str) -> None:
    talk = of("everyday", language)
    held = [each.text for each in talk if each.kind is ReadingKind.UNCLEAR]
    assert len(held) < MOST_HELD * len(talk), held


def test_each_saying_names_its_source() -> None:
    assert all(each.source and each.means in {"opt_out", "everyday"} and each.language in {"en", "fr"} for each in sayings())


@pytest.mark.parametrize(
    "advert",
    [
        "BIG SALE this weekend, 20% off everything! Reply STOP to opt out",
        "Free ringtones every week, £1.50 per week. To stop texts call 08000000000",
        "Soldes : -30% sur tout le magasin jusqu'à samedi ! Répondez STOP pour ne plus recevoir nos offres",
        "> Our new courses start on Monday, reply STOP to end\nSee you there!",
    ],
)
def test_an_advert_that_somebody_passes_on_asks_for_nothing(advert: str) -> None:
    assert classify(advert).kind is ReadingKind.OTHER
    assert classify(f"{advert}\nstop").kind is ReadingKind.OPT_OUT


@pytest.mark.parametrize(
    "text", ["stop " * 400_000, "reply " * 300_000, "\x00\x01stop\x02" * 200_000, "😀" * 500_000, '"' * 1_000_000, "> " * 500_000, "1" * 1_000_000]
)
@pytest.mark.timeout(60)
def test_hostile_texts_are_read(text: str) -> None:
    assert classify(text).kind in ReadingKind
