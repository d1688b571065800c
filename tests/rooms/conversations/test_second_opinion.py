"""What messages resemble: refusals that no rule knows are recognised, and patterns that everyday talk also shows are doubted."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from tidings.conversations import service
from tidings.conversations.rules import classify, normalised
from tidings.conversations.types import ReadingKind

TOOL = Path(__file__).resolve().parents[3] / "tools" / "learn_opt_outs.py"
LARGEST_BYTES = 300_000


def test_the_weights_were_learnt_from_these_sayings() -> None:
    check = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)  # noqa: S603 - this interpreter and our tool
    assert check.returncode == 0, check.stderr


def test_the_weights_are_small() -> None:
    assert files("tidings.conversations").joinpath("weights.tsv").stat().st_size < LARGEST_BYTES  # pyright: ignore[reportAttributeAccessIssue] - a file


@pytest.mark.parametrize(
    "text",
    [
        "I moved to Leeds last year so please take me off the salon's texts",
        "I have replied STOP on the 3rd, the 9th and again today and you keep sending me promotions, so this is my last request.",
        "Ma mère est décédée en janvier, merci de la retirer de vos envois",
    ],
)
def test_a_refusal_that_no_rule_knows_opts_out_by_what_it_resembles(text: str) -> None:
    reading = classify(text)
    assert reading.kind is ReadingKind.OPT_OUT
    assert reading.why.startswith("resembles what opts out")


@pytest.mark.parametrize(
    "text",
    ["Vous apprenez à se désabonner des mails indésirables dans le cours informatique senior ?", "Can you recover deleted photos from my phone?"],
)
def test_a_pattern_that_resembles_everyday_talk_is_for_a_person(text: str) -> None:
    reading = classify(text)
    assert reading.kind is ReadingKind.UNCLEAR
    assert reading.why.startswith("resembles everyday talk")
    assert "(ressemble à un message ordinaire\N{NO-BREAK SPACE}: " in service.told(reading, "fr")


@pytest.mark.parametrize("text", ["STOP", "stop pls x", "arrêtez svp", "ARRET, on se voit à midi", "STOP, I forgot to add the charger to my order!"])
def test_a_keyword_that_is_the_message_or_in_capitals_is_never_doubted(text: str) -> None:
    assert classify(text).why.startswith("keyword")
    assert classify(text).kind is ReadingKind.OPT_OUT


@pytest.mark.parametrize(
    "text",
    [
        "ST\u041eP",
        "\u0405\u0422\u041e\u0420",
        "st\u03bfp",
        "\u1d00\u0280\u0280\u1d07\u1d1b",
        "\uff33\uff34\uff2f\uff30",
        "\U0001d412\U0001d413\U0001d40e\U0001d40f",
        "\u0421\u0422\u041e\u041f",
        "ST\u041eP, on se voit \u00e0 midi",
        "please st\u043ep texting me",
    ],
)
def test_a_keyword_in_letters_that_only_look_latin_opts_out(text: str) -> None:
    assert classify(text).kind is ReadingKind.OPT_OUT


def test_words_of_another_alphabet_are_not_taken_for_latin_ones() -> None:
    assert normalised("\u043e\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430") == "\u043e\u0441\u0442\u0430\u043d\u043e\u0432\u043a\u0430"
    assert classify("\u0421\u043f\u0430\u0441\u0438\u0431\u043e, \u0434\u043e \u0437\u0430\u0432\u0442\u0440\u0430").kind is ReadingKind.OTHER


@pytest.mark.parametrize(
    "text",
    [
        "Please do not hesitate to send me a text",
        "N'hésitez pas à m'écrire par SMS",
        "I don't want to stop getting your messages",
        "Don't text my landline, use this number",
        "I want out of the group class",
        "My phone doesn't receive your messages any more",
        "Je n'en veux plus de ce portable, vous le reprenez ?",
        "stop, my wife has already been there",
        "Take me off tomorrow's list, I am ill",
    ],
)
def test_what_only_sounds_like_a_refusal_opts_nobody_out(text: str) -> None:
    assert classify(text).kind is not ReadingKind.OPT_OUT


@pytest.mark.parametrize("text", ["Stop, I forgot to add the charger to my order!", "Stop, j'ai oublié de mettre le chargeur dans la commande !"])
def test_an_exclamation_beside_everyday_talk_is_for_a_person(text: str) -> None:
    assert classify(text).kind is ReadingKind.UNCLEAR


@pytest.mark.parametrize(
    "text",
    [
        "Got my order, thanks. The driver was very kind and the flowers are lovely. Please take me off the salon's texts. See you on Tuesday at ten!",
        "Bonjour ! Le cours de mardi était très bien. Mes enfants ont adoré. Retirez-moi de vos textos. À bientôt, bon week-end !",
    ],
)
def test_what_stands_beside_a_request_takes_nothing_from_it(text: str) -> None:
    assert classify(text).kind is ReadingKind.OPT_OUT


def test_in_two_words_only_the_rules_opt_out() -> None:
    assert classify("texts unwanted").kind is not ReadingKind.OPT_OUT


def test_the_reason_names_tags_and_no_word_of_the_message() -> None:
    why = classify("Carol and Dorothea moved to Leeds last year so please take us off the salon's texts").why
    assert why.startswith("resembles what opts out")
    assert not {"carol", "dorothea", "leeds", "salon"} & set(why.replace(":", "").split())


def test_whoever_tries_a_text_is_shown_what_weighed() -> None:
    opinion = service.opinion("please take me off the salon's texts")
    weighed = dict(opinion.weighed)
    assert opinion.likelihood > 0.9
    assert weighed["w texts"] > 0 > weighed["w the"]
    assert list(weighed.values()) == sorted(weighed.values(), key=abs, reverse=True)
