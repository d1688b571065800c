"""What a message means: all that asks to stop, and nothing that only sounds like it."""

import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.conversations.rules import classify, normalised, read
from tidings.conversations.types import ReadingKind
from tidings.kernel.words import Channel
from tidings.ports.receipt import Inbound, InboundKind, Keyword

READS_NOTHING = """
import tidings.conversations.service
from tidings.conversations.rules import grammar, lexicon
print(grammar.grammar.cache_info().currsize, lexicon.lexicon.cache_info().currsize)
"""
RECOGNISED = tomllib.loads(files("tidings.campaigns").joinpath("required_text.toml").read_text(encoding="utf-8"))["recognised"]
KEYWORDS = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "ARRET"]


@pytest.mark.parametrize(
    "text",
    [
        *KEYWORDS, "stop.", "Stop!", "STOP PLEASE", "please stop", "PLEASE CANCEL", "OPT OUT", "opt-out", "Stop all", "STOP 🛑🛑", "  stop\n",
        "“Stop”", "\uff33\uff34\uff2f\uff30", "S T O P", "s.t.o.p.", "STO\u200bP", "ok stop", "Stop now!", "stop it", "just stop please",
        "Hi, please stop. Thanks",
        "STOP\n\nSent from my iPhone", "Please don't text me again", "Please don\u2019t message me anymore", "do not send me any more messages",
        "Never text me again", "stop texting me", "Stop sending me these messages please", "Quit messaging me", "stop the messages",
        "Remove me from your list", "take me off this list please", "Delete my number", "unsubscribe me from this list", "I want to unsubscribe",
        "I would like to opt out of these messages", "no more texts please", "I don't want these messages anymore", "leave me alone",
        "I revoke my consent", "unsuscribe",
        "ARRÊT", "arrêt", "Arrêtez", "arretez svp", "arrêtez !!!", "STOP SMS", "stop pub", "Stop publicité", "STOP 36105", "STOP au 36180",
        "désabonner",         "Désabonnez-moi", "me désinscrire", "Désinscription", "stop merci", "Bonjour, stop s'il vous plaît",
        "Arrêtez de m'envoyer des messages",
        "Arrêtez vos SMS", "Ne m'écrivez plus", "ne m'envoyez plus de sms svp", "Merci de ne plus m'envoyer de SMS",
        "Je ne veux plus recevoir vos messages", "je ne souhaite plus recevoir de publicités", "je veux me désabonner",
        "Retirez-moi de votre liste", "Supprimez mon numéro de vos fichiers", "laissez-moi tranquille", "Je retire mon consentement",
    ],
)  # fmt: skip
def test_what_asks_to_stop_opts_out(text: str) -> None:
    assert classify(text).kind is ReadingKind.OPT_OUT


@pytest.mark.parametrize(
    "text",
    [
        "Stop joking around", "bus stop", "please cancel my order", "don't stop", "Don\u2019t stop!", "non-stop",
        "The end.",         "I can't stop laughing", "At the bus stop, see you in 5", "Which stop do I get off at?", "cancel my appointment",
        "Please cancel it",
        "end this",         "When does the sale end?", "never gonna stop", "stop by tomorrow?", "Could you stop by at 5?", "I quit my job today",
        "full stop",
        "unsubscribed by mistake, please add me back", "remove the old screen please", "take me to the beach", "don't call me, text me",
        "can you text me again", "I want more messages", "annuler mon rendez-vous", "Je vous attends à l'arrêt de bus", "arrêt de bus",
        "L'arrêt est fermé", "ne m'oubliez pas", "je veux recevoir vos messages", "n'arrêtez pas", "Stop ou encore ?",
        "Je serai au stop à 8h", "envoyez-moi un message", "", "   ", "🙂", "👍🏽", "???", "12345",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_does_not_opt_out(text: str) -> None:
    assert classify(text).kind is not ReadingKind.OPT_OUT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("START", ReadingKind.OPT_IN), ("unstop", ReadingKind.OPT_IN), ("start.", ReadingKind.OPT_IN), ("start please", ReadingKind.OTHER),
        ("When do you start?", ReadingKind.OTHER), ("HELP", ReadingKind.HELP), ("Info", ReadingKind.HELP), ("Aide", ReadingKind.HELP),
        ("I need help with my order", ReadingKind.OTHER), ("YES", ReadingKind.ANSWER), ("oui !", ReadingKind.ANSWER), ("no", ReadingKind.ANSWER),
        ("Non merci", ReadingKind.ANSWER), ("See you on Monday", ReadingKind.OTHER), ("Stop joking around", ReadingKind.UNCLEAR),
        ("This is harassment, I'll go to the CNIL", ReadingKind.UNCLEAR),
    ],
)  # fmt: skip
def test_other_words_mean_what_they_say(text: str, kind: ReadingKind) -> None:
    assert classify(text).kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "BAJA", "Baja, por favor", "dar de baja", "Darme de baja", "Quiero darme de baja, gracias", "No quiero más mensajes",
        "ABMELDEN", "Bitte abmelden!", "abbestellen", "Bitte abbestellen, danke", "Keine SMS mehr", "Bitte keine Nachrichten mehr",
        "CANCELLAMI", "disiscrivimi per favore", "Disiscrivere", "cancellare iscrizione", "Cancellare l'iscrizione", "Basta messaggi, grazie",
    ],
)  # fmt: skip
def test_spanish_german_and_italian_words_of_leaving_opt_out(text: str) -> None:
    assert classify(text).kind is ReadingKind.OPT_OUT


@pytest.mark.parametrize("word", RECOGNISED["capitals"])
@pytest.mark.parametrize("written", [str.upper, str.lower, str.title])
def test_each_word_to_answer_that_a_launch_accepts_opts_out_when_it_is_answered_alone(word: str, written: Callable[[str], str]) -> None:
    assert classify(written(word)).kind is ReadingKind.OPT_OUT


def test_something_that_begins_as_a_launch_accepts_opts_out() -> None:
    """Each beginning has a whole form that somebody may answer."""
    forms = [
        "unsubscribe", "opt out", "opt-out", "désabonner", "désinscrire", "abmelden", "abbestellen", "dar de baja", "darse de baja", "cancellarti",
        "disiscrivere",
    ]  # fmt: skip
    plainly = [normalised(form) for form in forms]
    assert [each for each in RECOGNISED["beginnings"] if not any(form.startswith(normalised(each)) for form in plainly)] == []
    assert [form for form in forms if classify(form).kind is not ReadingKind.OPT_OUT] == []


@pytest.mark.parametrize(
    "text",
    [
        "Mon téléphone s'est arrêté", "Ma montre s'est arrêtée hier", "Do I need to unsubscribe to change my email?", "Stop! I found my keys",
        "Stop ! J'ai retrouvé mes clés", "La baja temporada", "Me puedo dar de baja mañana del gimnasio?",
    ],
)  # fmt: skip
def test_what_stopped_by_itself_or_need_not_be_looked_for_does_not_opt_out(text: str) -> None:
    assert classify(text).kind is not ReadingKind.OPT_OUT


@pytest.mark.parametrize(
    "text",
    [
        "What do I need to do to unsubscribe?",
        "Do I need to unsubscribe to stop these texts?",
        "Stop! I don't live there",
        "I found my number on your list. Stop.",
    ],
)
def test_what_resembles_it_and_asks_to_stop_still_opts_out(text: str) -> None:
    assert classify(text).kind is ReadingKind.OPT_OUT


@pytest.mark.parametrize("text", ["Je ne me suis jamais inscrit", "Ça suffit", "Ça suffit maintenant !", "Pas de SMS, appelez-moi", "🛑", " 🛑🛑 "])
def test_what_may_ask_to_stop_is_for_a_person_to_read(text: str) -> None:
    assert classify(text).kind is ReadingKind.UNCLEAR


def test_an_answer_tells_yes_from_no() -> None:
    assert [classify(text).why for text in ("Oui", "ok", "non", "N")] == ["yes", "yes", "no", "no"]


NOISE = st.text(alphabet=" .!?,;:-…🛑😡\u200b\u200d'\"()\n", max_size=8)


@given(st.sampled_from(KEYWORDS), st.lists(st.booleans(), min_size=11, max_size=11), NOISE, NOISE)
def test_a_keyword_opts_out_in_any_case_and_whatever_marks_surround_it(word: str, upper: list[bool], before: str, after: str) -> None:
    written = "".join(letter.upper() if high else letter.lower() for letter, high in zip(word, upper, strict=False))
    assert classify(before + written + after).kind is ReadingKind.OPT_OUT


def unweighted(word: str) -> bool:
    """Say whether no letter is repeated for weight: "stoooop" is "stop", and "pppp" nothing."""
    return all(len(set(word[place : place + 3])) > 1 for place in range(len(word) - 2))


@given(st.sampled_from(["stop", "cancel", "end", "quit"]), st.text(alphabet="bdfghjkmqvwxyz", min_size=12, max_size=20).filter(unweighted))
def test_a_keyword_beside_a_word_that_is_not_courtesy_does_not_opt_out(word: str, other: str) -> None:
    assert classify(f"{other} {word}").kind is not ReadingKind.OPT_OUT
    assert classify(f"{word} {other}").kind is not ReadingKind.OPT_OUT


@given(st.text(max_size=5_000))
def test_any_text_is_read_in_the_same_way_twice(text: str) -> None:
    assert classify(text) == classify(text)
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize(
    "text", ["stop sending any more any more " * 5 + "x", "arretez de m envoyer des messages des " * 4 + "x", "a " * 30_000, "stop " * 30]
)
@pytest.mark.timeout(20)
def test_no_text_keeps_a_reader_for_ever(text: str) -> None:
    assert classify(text) == classify(text)


def inbound(text: str, kind: InboundKind = InboundKind.TEXT, payload: str | None = None, keyword: Keyword | None = None) -> Inbound:
    return Inbound(Channel.SMS, "1", "+33612000001", "+33644600000", kind, text, None, payload=payload, keyword=keyword)


def test_a_stop_that_the_provider_recognised_counts_in_any_words() -> None:
    assert read(inbound("basta", keyword=Keyword.STOP)).kind is ReadingKind.OPT_OUT


def test_a_provider_that_takes_a_yes_for_a_start_leaves_it_an_answer() -> None:
    assert read(inbound("YES", keyword=Keyword.START)).kind is ReadingKind.ANSWER


def test_a_button_that_says_stop_in_its_label_or_its_payload_opts_out() -> None:
    assert read(inbound("Stop promotions", InboundKind.BUTTON, "unsub-7")).kind is ReadingKind.OPT_OUT
    assert read(inbound("Plus tard", InboundKind.BUTTON, "STOP")).kind is ReadingKind.OPT_OUT
    assert read(inbound("Oui", InboundKind.BUTTON, "slot-7-yes")).kind is ReadingKind.ANSWER


@pytest.mark.parametrize("verb", ["supprimez", "supprimer", "supprimé", "supprime", "supprimee"])
def test_a_french_verb_is_known_in_whatever_ending_it_is_written(verb: str) -> None:
    assert classify(f"{verb} mon numéro svp").kind is ReadingKind.OPT_OUT


@pytest.mark.parametrize(
    ("ours", "others"),
    [
        ("vos sms me dérangent", "mes sms me dérangent"),
        ("I couldn't care less about your messages", "I couldn't care less about his messages"),
        ("j'en ai par-dessus la tête de vos pubs", "j'en ai par-dessus la tête de mes examens"),
        ("I have no interest whatsoever in your offers", "I have no interest whatsoever in football"),
        ("je ne veux plus recevoir de pub", "je ne veux plus recevoir de clients"),
    ],
)
def test_what_is_refused_decides_and_not_only_that_something_is(ours: str, others: str) -> None:
    assert classify(ours).kind is ReadingKind.OPT_OUT
    assert classify(others).kind is not ReadingKind.OPT_OUT


@pytest.mark.parametrize(
    "text",
    [
        "je n'ai pas reçu vos sms",
        "I can't find your offers on the site",
        "je n'ai pas lu vos messages",
        "Why did I stop receiving your offers?",
        "your texts arrive twice",
    ],
)
def test_messages_that_did_not_come_or_do_not_work_are_not_refused(text: str) -> None:
    assert classify(text).kind is not ReadingKind.OPT_OUT


def test_a_command_that_reads_no_message_compiles_no_pattern() -> None:
    run = subprocess.run([sys.executable, "-c", READS_NOTHING], capture_output=True, check=True, text=True)  # noqa: S603 - this interpreter, and the lines above
    assert run.stdout.split() == ["0", "0"]


def test_the_reason_never_repeats_what_a_person_wrote() -> None:
    assert "Camille" not in classify("Stop bothering my sister Camille").why
