"""A yes or a no is one where nothing beside it takes it back; what two things may be meant by is asked about again."""

import pytest

from tidings.conversations import rules, service
from tidings.conversations.types import Answer, ReadingKind
from tidings.kernel.words import Channel
from tidings.ports.receipt import Inbound, InboundKind

EXPECTS = (Answer.YES, Answer.NO, Answer.CANCEL)


def _answer(text: str, kind: InboundKind = InboundKind.TEXT) -> Answer | None:
    return rules.answer_of(Inbound(Channel.SMS, "SM1", "+33612000001", "+33700000001", kind, text, None))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("YES", Answer.YES),
        ("\N{RIGHT-TO-LEFT MARK}Yes\N{NO-BREAK SPACE}please \N{THUMBS UP SIGN}", Answer.YES),
        ("Oui, avec plaisir", Answer.YES),
        ("yep", Answer.YES),
        ("Ouais", Answer.YES),
        ("ok parfait", Answer.YES),
        ("No thanks \N{THUMBS UP SIGN}", Answer.NO),
        ("ok no", Answer.NO),
        ("nope", Answer.NO),
        ("Non, je ne peux pas", Answer.NO),
        ("Yes.\n\n> On Monday you wrote:\n> Reply YES or NO", Answer.YES),
        ("cancel please", Answer.CANCEL),
    ],
)
def test_people_say_yes_and_no_in_many_ways(said: str, answer: Answer) -> None:
    assert _answer(said) is answer
    assert service.classify(said, EXPECTS).kind is ReadingKind.ANSWER


@pytest.mark.parametrize(
    "said",
    [
        "No... yes!",
        "no sorry yes",
        "yes sorry no",
        "oui, nope",
        "yes/no",
        "yes \N{THUMBS DOWN SIGN}",
        "ok \N{CROSS MARK}",
        "yes?",
        "Oui ?",
        "no?",
        "yes but at 5?",
        "oui mais \u00e0 17h",
    ],
)
def test_what_says_both_or_asks_answers_nothing_and_is_no_opt_out(said: str) -> None:
    assert _answer(said) is None
    assert service.classify(said, EXPECTS).kind is ReadingKind.OTHER, "so that whoever asked tells how to answer"


@pytest.mark.parametrize("kind", [InboundKind.CONTACT, InboundKind.LOCATION, InboundKind.REACTION])
def test_the_name_on_a_card_or_of_a_place_is_not_what_its_sender_says(kind: InboundKind) -> None:
    for said in ("STOP", "YES"):
        inbound = Inbound(Channel.WHATSAPP, "wamid.1", "+33612000001", "+33700000001", kind, said, None)
        assert rules.read(inbound, EXPECTS).kind is ReadingKind.OTHER
        assert rules.answer_of(inbound) is None
