"""How well opt-outs are told from everyday talk, measured on sayings with their sources.

`tuned.csv` was looked at while the rules were made. Each row says what the text means: `opt_out` or `everyday`. Sets that had not been
looked at gave, when they were first read: see docs/decisions/0023-permissions.md.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tidings.conversations.rules import classify
from tidings.conversations.types import ReadingKind

FOLDER = Path(__file__).parent / "sayings"
LEAST_RECALL = 0.98
MOST_FALSE = 0.005


@dataclass(frozen=True)
class Saying:
    """Something that somebody wrote, or could."""

    means: str
    language: str
    text: str
    source: str


def sayings(*names: str) -> Sequence[Saying]:
    rows = [row for name in names for row in csv.DictReader((FOLDER / f"{name}.csv").open(encoding="utf-8"))]
    return [Saying(row["means"], row["language"], row["text"], row["source"]) for row in rows]


def taken_for_opt_outs(said: Sequence[Saying]) -> list[str]:
    return [each.text for each in said if classify(each.text).kind is ReadingKind.OPT_OUT]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_at_least_98_percent_of_opt_outs_are_recognised(language: str) -> None:
    asked = [each for each in sayings("tuned", "second") if (each.means, each.language) == ("opt_out", language)]
    recognised = taken_for_opt_outs(asked)
    assert len(asked) > 400
    assert len(recognised) >= LEAST_RECALL * len(asked), {each.text for each in asked} - set(recognised)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_at_most_one_everyday_message_in_two_hundred_is_taken_for_an_opt_out(language: str) -> None:
    talk = [each for each in sayings("tuned", "second") if (each.means, each.language) == ("everyday", language)]
    wrong = taken_for_opt_outs(talk)
    assert len(talk) > 400
    assert len(wrong) <= MOST_FALSE * len(talk), wrong


def test_what_is_not_recognised_is_mostly_held_for_a_person_and_everyday_talk_seldom_is() -> None:
    talk = [each for each in sayings("tuned", "second") if each.means == "everyday"]
    held = [each.text for each in talk if classify(each.text).kind is ReadingKind.UNCLEAR]
    assert len(held) < 0.1 * len(talk), held


def test_each_saying_names_its_source() -> None:
    assert all(each.source and each.means in {"opt_out", "everyday"} for each in sayings("tuned", "second"))
