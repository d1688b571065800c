"""A question that expects numbers is answered by one, and by nothing that may mean anything else."""

import pytest

from tidings.conversations import service
from tidings.conversations.types import Answer, ReadingKind

RATINGS = (Answer.ONE, Answer.TWO, Answer.THREE, Answer.FOUR, Answer.FIVE)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("5", 5),
        (" 4 ", 4),
        ("5/5", 5),
        ("4 / 5", 4),
        ("3 sur 5", 3),
        ("2 out of 5", 2),
        ("cinq", 5),
        ("Cinq !", 5),
        ("five", 5),
        ("one.", 1),
        ("un", 1),
        ("5 merci", 5),
        ("5 😀", 5),
        ("4👍", 4),
        ("٣", 3),
        ("\N{FULLWIDTH DIGIT TWO}", 2),
        ("4 stars", 4),
        ("3 étoiles", 3),
        ("⭐⭐⭐⭐", 4),
        ("★★☆☆☆", 2),
        ("⭐️⭐️⭐️⭐️⭐️", 5),
        ("4️⃣", 4),
        ("***", 3),
        ("5 thank you!", 5),
        ("5, very kind", 5),
        ("2 - trop long", 2),
        ("4. A bit slow but fine", 4),
        ("1!\nNobody called me back", 1),
        ("5/5, merci à toute l'équipe", 5),
    ],
)
def test_a_number_answers_a_question_that_expects_one(said: str, number: int) -> None:
    assert service.rating_of(said) is RATINGS[number - 1]
    assert service.classify(said, RATINGS).kind is ReadingKind.ANSWER


@pytest.mark.parametrize(
    "said",
    [
        "6",
        "0",
        "10",
        "5.30",
        "5:30",
        "5 pm",
        "5 people tomorrow?",
        "👍",
        "5 chairs 👍",
        "yes but at 5?",
        "at 5",
        "15",
        "5 15",
        "4 rue des Lilas",
        "4, 5 or 6?",
        "à 5h",
        "5h",
        "une baguette",
        "one more thing",
        "un rendez-vous svp",
        "******",
        "",
        "😀",
        "4, can you call me?",
        "2 phones",
        "3-4",
        "5 - 6",
    ],
)
def test_what_may_mean_anything_else_is_no_number(said: str) -> None:
    assert service.rating_of(said) is None
    assert service.classify(said, RATINGS).kind is not ReadingKind.ANSWER


@pytest.mark.parametrize("said", ["1, stop", "1. STOP texting me", "2 - arrêtez de m'écrire", "1 - unsubscribe"])
def test_an_opt_out_beside_a_number_is_heard_first(said: str) -> None:
    assert service.classify(said, RATINGS).kind in {ReadingKind.OPT_OUT, ReadingKind.UNCLEAR}


def test_a_number_answers_nothing_where_none_was_asked_for() -> None:
    assert service.classify("5").kind is ReadingKind.OTHER
    assert service.classify("5", [Answer.YES, Answer.NO]).kind is ReadingKind.OTHER
    assert service.classify("yes", RATINGS).kind is ReadingKind.ANSWER, "a yes is a yes, whatever was asked: the question does not take it"


def test_what_is_said_beside_a_number_is_its_remark() -> None:
    assert service.remark_of("5, very kind") == "very kind"
    assert service.remark_of("5/5 - Merci à l'équipe") == "Merci à l'équipe"
    assert service.remark_of("5 merci") == ""
    assert service.remark_of("hello, 5") == ""
