"""A sentence is found whatever stands in its gaps, and told in French as French is written."""

import pytest

from tidings.kernel.phrases import Phrases

PHRASES = Phrases(
    {
        "There is no {thing} {name}.": "Introuvable : {thing} {name}.",
        "There is no course {key}.": "Il n\u2019y a pas de cours {key}.",
        "There is no course 7.": "Pas de septième cours.",
        "sender": "expéditeur",
        "{a} and {b} are {a} and {b}.": "{b} et {a}.",
    }
)


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("There is no course 7.", "Pas de septième cours."),
        ("There is no course 'a b'.", "Il n\u2019y a pas de cours « a b »."),
        ("There is no sender 5.", "Introuvable : expéditeur 5."),
        ("There is no course {key}\nat all.", "Il n\u2019y a pas de cours {key}\nat all."),
        ("1 and 2 are 1 and 2.", "2 et 1."),
        ("1 and 2 are 1 and 3.", None),
        ("Nobody said this.", None),
    ],
)
def test_the_most_definite_sentence_is_told(english: str, told: str | None) -> None:
    assert PHRASES.french(english) == told


def test_what_is_not_known_stays_as_it_is() -> None:
    assert PHRASES.told("Nobody said this.") == "Nobody said this."
