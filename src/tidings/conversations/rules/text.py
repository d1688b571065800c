"""From what people type to words that can be compared."""

import re
import unicodedata
from collections.abc import Sequence

_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_SPELT = re.compile(r"\b(?:[^\W\d_][ ]){2,}[^\W\d_]\b")
_DIGITS = str.maketrans("01345", "oieas")
_MIXED = re.compile(r"\b(?=\w*[a-z]{2})[a-z]+[0134]+[a-z]+\b")
_HASH = re.compile(r"#(?!\w)")
_COMPOUND = re.compile(r"\b(non|auto|pit|mini)-(stop)\b")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_END = re.compile(
    r"[.!?;:,()\[\]\n\r\"|\u2026\u201c\u201d\u00ab\u00bb]+"  # marks that end a sentence or part of one
    r"|\s[-\u2013\u2014]+\s"  # dashes between spaces
    r"|[^\w\s'`*@#&/+%$\-\u2018\u2019\u00b4\u2013\u2014\u20ac\u00a3]+"  # emoji and other signs
)
_LONGEST = 1_600
"""Ten SMS: what is longer is read by its beginning and its end."""
_LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкморстухһӏԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοριντυκχᴀʙᴄᴅᴇɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡᴢ",
    "ABESIJKMHOPCTYXaesijkmopctyxhldqwABEZHIKMNOPTYXaopivtukxabcdeijklmnoprstuvwz",
)
"""Cyrillic and Greek letters and small capitals that the eye takes for Latin ones (chosen from the confusables of Unicode TR 39)."""
_WORD = re.compile(r"\w+")


def shortened(text: str) -> str:
    """Return a text as it is seen, of a long one the beginning and the end: who asks for something does it there.

    A word that looks Latin throughout is Latin, as STOP with a Cyrillic O. Words of another alphabet stay as they are.
    """
    kept = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"
    return kept if kept.isascii() else _WORD.sub(lambda found: _latin(found[0]), kept)


def _latin(word: str) -> str:
    if word.isascii():
        return word
    looks = unicodedata.normalize("NFKC", word).translate(_LOOK_ALIKE)
    return looks if all(not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN") for letter in looks) else word


def normalised(text: str) -> str:
    """Return the words of a text: lower case, without accents, punctuation, emoji; letters spelt one by one are joined."""
    decomposed = text if text.isascii() else unicodedata.normalize("NFKD", text)
    joined = _COMPOUND.sub(r"\1\2", _without(decomposed.casefold(), "MC"))
    words = " ".join(_BETWEEN_WORDS.sub(" ", joined).split())
    return _SPELT.sub(lambda found: found[0].replace(" ", ""), words)


def plain(words: str) -> str:
    """Return normalised words without what weight and wit add: "stooop" and "st0p" are "stop"."""
    return _MIXED.sub(lambda found: found[0].translate(_DIGITS), _REPEATED.sub(r"\1", words))


def sentences(text: str) -> Sequence[tuple[str, bool]]:
    """Return the sentences of a text as plain words, each with whether it asks; commas, emoji and line ends part sentences too."""
    composed = _without(unicodedata.normalize("NFKC", _HASH.sub(" number", shortened(text))), "C")
    found: list[tuple[str, bool]] = []
    start = 0
    for end in _END.finditer(composed):
        found.append((plain(normalised(composed[start : end.start()])), "?" in end[0]))
        start = end.end()
    found.append((plain(normalised(composed[start:])), False))
    return [each for each in found if each[0]]


def _without(text: str, categories: str) -> str:
    """Return a text without the letters of some categories of Unicode, but with its line ends and tabs."""
    if text.isascii():
        return _CONTROLS.sub("", text)
    return "".join(letter for letter in text if unicodedata.category(letter)[0] not in categories or letter in "\t\n\r")
