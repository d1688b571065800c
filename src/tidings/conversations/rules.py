"""What a message means, as a pure function: deterministic, and conservative in both directions.

A message opts out when the whole of it asks for that, courtesy aside: "STOP please" and "arrêtez de m'envoyer des SMS" do,
"don't stop", "bus stop" and "please cancel my order" do not. Words are data (`words.toml`). What speaks of stopping and is not
understood is marked for a person, because an opt-out in other words counts as well (FCC 24-24).
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from tidings.conversations.types import Reading, ReadingKind
from tidings.ports.receipt import Inbound, InboundKind, Keyword

WINDOW = timedelta(hours=24)
"""How long WhatsApp lets a business answer freely after a person's message."""

_LONGEST_ASKING = 160
_WORDS: Mapping[str, Any] = tomllib.loads(files("tidings.conversations").joinpath("words.toml").read_text(encoding="utf-8"))
_KINDS = {
    "opt_out": ReadingKind.OPT_OUT,
    "opt_in": ReadingKind.OPT_IN,
    "help": ReadingKind.HELP,
    "yes": ReadingKind.ANSWER,
    "no": ReadingKind.ANSWER,
}
_MEANING = {word: section for section in _KINDS for word in _WORDS[section]["words"]}
_PHRASES = [re.compile(phrase) for phrase in _WORDS["opt_out"]["phrases"]]
_SUSPECTS = frozenset(_WORDS["suspects"]["words"])
_BEFORE = re.compile(rf"(?:{'|'.join(sorted(_WORDS['courtesy']['before'], key=len, reverse=True))})(?: |$)")
_AFTER = re.compile(rf"(?:^| )(?:{'|'.join(sorted(_WORDS['courtesy']['after'], key=len, reverse=True))})$")
_NOTHING_SAID = Reading(ReadingKind.OTHER, "no keyword")
_BY_PROVIDER = {
    Keyword.STOP: Reading(ReadingKind.OPT_OUT, "the provider took it as an opt-out"),
    Keyword.HELP: Reading(ReadingKind.HELP, "the provider took it as a call for help"),
}


def classify(text: str) -> Reading:
    """Say what a text means."""
    words = normalised(text)
    section = _MEANING.get(words)
    if section is not None:
        return Reading(_KINDS[section], section if _KINDS[section] is ReadingKind.ANSWER else f"keyword: {words}")
    if len(words) <= _LONGEST_ASKING and (asked := _asks_to_stop(words)):
        return Reading(ReadingKind.OPT_OUT, asked)
    suspects = _SUSPECTS.intersection(words.split())
    return Reading(ReadingKind.UNCLEAR, f"speaks of: {min(suspects)}") if suspects else _NOTHING_SAID


def read(inbound: Inbound) -> Reading:
    """Say what a message means: by its text, by its button, and by what the provider took it for; an opt-out anywhere counts."""
    said = _NOTHING_SAID if inbound.kind is InboundKind.REACTION else classify(inbound.text)
    pressed = classify(inbound.payload) if inbound.kind is InboundKind.BUTTON and inbound.payload else _NOTHING_SAID
    if ReadingKind.OPT_OUT in {said.kind, pressed.kind}:
        return said if said.kind is ReadingKind.OPT_OUT else pressed
    if inbound.keyword is not None and inbound.keyword in _BY_PROVIDER:
        return _BY_PROVIDER[inbound.keyword]
    return pressed if said.kind is ReadingKind.OTHER else said


def may_reopen(inbound: Inbound, reading: Reading) -> bool:
    """Say whether a message that is an answer ("YES") re-opens an address that had been closed by STOP.

    It does where the provider itself took it as an opt-in and sends again (Twilio's YES); elsewhere a YES may
    be the late answer to an older question, and only START re-opens.
    """
    return reading.kind is ReadingKind.ANSWER and inbound.keyword is Keyword.START


def normalised(text: str) -> str:
    """Return the words of a text: lower case, without accents, punctuation, emoji; letters spelt one by one are joined."""
    letters = (
        letter for letter in unicodedata.normalize("NFKD", text).casefold() if unicodedata.category(letter)[0] not in "MC" or letter in "\t\n\r"
    )
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


def moments(inbounds: Sequence[Inbound], now: datetime) -> list[datetime]:
    """Return when each was said: the provider's time, never in the future; without one, `now`, a microsecond apart in the order they came."""
    return [min(inbound.at, now) if inbound.at else now + timedelta(microseconds=place) for place, inbound in enumerate(inbounds)]


def _asks_to_stop(words: str) -> str | None:
    bare = _without_courtesy(words)
    if _MEANING.get(bare) == "opt_out":
        return f"keyword: {bare}"
    # Courtesy may be part of a phrase ("stop it"), so the whole counts as well.
    if any(phrase.fullmatch(form) for form in (words, bare) for phrase in _PHRASES):
        return "asks in a sentence"
    return None


def _without_courtesy(words: str) -> str:
    while shorter := _AFTER.sub("", _BEFORE.sub("", words, count=1) if _BEFORE.match(words) else words, count=1).strip():
        if shorter == words:
            break
        words = shorter
    return words
