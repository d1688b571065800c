"""A refusal in small letters and its reason, with no mark between them."""

import pytest

from tidings.conversations.rules import classify
from tidings.conversations.types import ReadingKind


@pytest.mark.parametrize(
    "text",
    [
        "stop it please its 7am",
        "stop i was asleep",
        "stop my neighbour's son has passed away its 6am",
        "no more texts its sunday",
        "stop merci il est 7h",
        "stop ma mère est décédée",
        "arretez vous nous avez réveillés",
        "plus de sms il est tard",
    ],
)
def test_a_time_of_day_or_a_death_as_the_reason_of_a_refusal_limits_nothing(text: str) -> None:
    assert classify(text).kind is ReadingKind.OPT_OUT


@pytest.mark.parametrize("text", ["stop i changed it", "dont text me at 7am", "stop on m'a déjà répondu hier il est passé"])
def test_a_refusal_whose_reason_tells_little_is_at_least_not_answered_by_the_next_advert(text: str) -> None:
    assert classify(text).kind in {ReadingKind.OPT_OUT, ReadingKind.UNCLEAR}


@pytest.mark.parametrize(
    "text",
    [
        "not before 9am please",
        "dont text me at 7am, 9am is fine",
        "Not on Sundays please, Monday is fine",
        "pas le dimanche svp, le lundi c'est bon",
        "stop it you're making me blush lol",
        "arrêtez-vous devant la porte il est tard",
        "my husband died so can you change the name on the ticket?",
    ],
)
def test_who_names_a_better_time_or_talks_of_something_else_refuses_nothing(text: str) -> None:
    assert classify(text).kind is not ReadingKind.OPT_OUT


@pytest.mark.parametrize("text", ["Mon téléphone sonne non stop", "Vous êtes ouverts non stop ?", "ouvert non stop", "it has been raining non stop"])
def test_non_stop_after_what_goes_on_is_an_adverb(text: str) -> None:
    assert classify(text).kind is ReadingKind.OTHER


@pytest.mark.parametrize("text", ["non stop", "non merci, stop", "j'ai dit non stop"])
def test_no_and_stop_is_a_refusal(text: str) -> None:
    assert classify(text).kind is not ReadingKind.OTHER
