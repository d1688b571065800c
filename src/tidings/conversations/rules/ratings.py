"""How many of five somebody gives, where they were asked for that: a number alone, or one at the beginning with a remark behind it."""

import re
import unicodedata

from tidings.conversations.types import Answer

RATINGS = (Answer.ONE, Answer.TWO, Answer.THREE, Answer.FOUR, Answer.FIVE)
_WORDS = {
    word: place
    for place, words in enumerate((("one", "un", "une"), ("two", "deux"), ("three", "trois"), ("four", "quatre"), ("five", "cinq")), 1)
    for word in words
}
_SIGNS = {"\u2b50", "\u2605", "\U0001f31f", "*"}
_HOLLOW = {"\u2606"}
_UNSEEN = {"\ufe0f", "\u20e3", "\u200d"}
"""What makes an emoji of a digit or a star."""
_OF_FIVE = r"(?:\s*(?:/|sur|of|out of)\s*(?:5|five|cinq))?"
_COUNTED = r"(?:\s*(?:stars?|etoiles?|points?))?"
_CLOSING = r"\s*(?:(?:thanks|thank you|thx|merci|merci beaucoup)\b)?\s*[.!]*"
_NUMBER = re.compile(rf"(?P<number>[1-5]|{'|'.join(_WORDS)}){_OF_FIVE}{_COUNTED}(?P<rest>.*)", re.DOTALL)
_REMARK = re.compile(r"\s*[,.;:!\n\u2013\u2014-]\s*(?P<said>[^\s\d][^?]*)", re.DOTALL)
"""A remark behind a number stands apart from it and asks nothing: "5, very kind", and neither "5 people?" nor "5.30"."""


_PICTURES = re.compile("[\\s\U0001f000-\U0001faff\u2600-\u2604\u2607-\u2b4f\u2b51-\u2bff]+$")
"""What people put behind a number: a smile, a thumb. It says no other number; stars are counted."""


def rating_of(text: str) -> Answer | None:
    """Return how many of five a text gives, in the digits of any alphabet; None where it may say anything else."""
    bare = _PICTURES.sub("", _bare(text)) or _bare(text)
    if stars := _stars(bare):
        return stars
    found = _NUMBER.fullmatch(bare)
    if found is None:
        return None
    rest, number = found["rest"], found["number"]
    if not re.fullmatch(_CLOSING, rest) and not (number.isdigit() and _REMARK.fullmatch(rest)):
        return None
    return RATINGS[(int(number) if number.isdigit() else _WORDS[number]) - 1]


def remark_of(text: str) -> str:
    """Return what a rating's text says beside it; empty where it says nothing more."""
    found = re.fullmatch(rf"\s*[1-5][\ufe0f\u20e3]*{_OF_FIVE}{_COUNTED}\s*[,.;:!\n\u2013\u2014-]\s*(?P<said>.+)", text, re.DOTALL | re.IGNORECASE)
    return found["said"].strip() if found and rating_of(text) else ""


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(_digit(letter) for letter in decomposed if not unicodedata.combining(letter) and letter not in _UNSEEN)


def _digit(letter: str) -> str:
    """Return a digit of any alphabet as ours, anything else as it is."""
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


def _stars(text: str) -> Answer | None:
    letters = [letter for letter in text if not letter.isspace()]
    full = sum(letter in _SIGNS for letter in letters)
    if letters and 0 < full <= len(RATINGS) and all(letter in _SIGNS | _HOLLOW for letter in letters):
        return RATINGS[full - 1]
    return None
