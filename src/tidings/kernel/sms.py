"""Text messages as carriers count them: which alphabet, how many units, how many paid segments.

A text wholly in the GSM 03.38 alphabet travels in septets, 160 in a single message and 153 in each part of a longer
one; ten characters of its extension table take two septets. One character outside makes the whole text UCS-2: 70 or
67 UTF-16 code units, and an emoji takes two. What takes two units is never split across parts.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources


class Encoding(StrEnum):
    """The alphabet that a whole message travels in."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


_SINGLE = {Encoding.GSM7: 160, Encoding.UCS2: 70}
_CONCATENATED = {Encoding.GSM7: 153, Encoding.UCS2: 67}
_JOINER = "\ud800"
"""Stands before what takes two units while parts are cut. No valid text holds it."""
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def _load(name: str) -> dict[str, str | dict[str, str]]:
    return json.loads(resources.files("tidings.kernel").joinpath("data", name).read_text("utf-8"))


def _substitutions() -> tuple[dict[str, str], dict[str, str]]:
    table = _load("sms_replacements.json")
    to, own = table["to"], table["own"]
    if isinstance(to, str) or isinstance(own, str):
        raise TypeError("sms_replacements.json: `to` and `own` must be tables")
    return {character: plain for plain, characters in to.items() for character in characters}, own


_GSM = _load("gsm0338.json")
_BASIC = frozenset(str(_GSM["basic"]))
_EXTENSION = frozenset(str(_GSM["extension"]))
_ALPHABET = _BASIC | _EXTENSION
_SMART, _OWN = _substitutions()
_SMART_TABLE = str.maketrans(_SMART)
_ORNAMENTS = frozenset({"So", "Sk", "Mn", "Me", "Cf", "Cc", "Cs"})
"""Unicode categories that may be left out: emoji and their joiners, loose marks, invisible characters."""
_JOINED = str.maketrans({character: _JOINER + character for character in _EXTENSION})


@dataclass(frozen=True, slots=True)
class SmsCount:
    """What a text costs as an SMS.

    `characters` are Unicode code points, `units` septets (GSM-7) or UTF-16 code units (UCS-2), `segments` the parts
    that carriers bill, `per_segment` the units that fit in each of them, `remaining` the units still free in the last.
    An empty text is one segment.
    """

    encoding: Encoding
    characters: int
    units: int
    segments: int
    per_segment: int
    remaining: int


class Reason(StrEnum):
    """Why a character is dear."""

    FORCES_UCS2 = "forces_ucs2"
    TWO_SEPTETS = "two_septets"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A character that makes a text dearer, and what to write in its place.

    `replacement` is None where nothing says the same ("" means: leave it out). `segments_saved` is what the text
    needs less once this suggestion and all those before it in the list are taken.
    """

    character: str
    name: str
    occurrences: int
    reason: Reason
    replacement: str | None
    segments_saved: int


def count(text: str, *, smart: bool = False) -> SmsCount:
    """Count `text`; with `smart`, as it is after `smart_encode`."""
    if smart:
        text = smart_encode(text)
    encoding, on_air = _on_air(text)
    units, single = len(on_air), _SINGLE[encoding]
    if units <= single:
        return SmsCount(encoding, len(text), units, 1, single, single - units)
    size = _CONCATENATED[encoding]
    starts = _starts(on_air, size)
    return SmsCount(encoding, len(text), units, len(starts), size, size - (units - starts[-1]))


def split(text: str) -> list[str]:
    """Cut `text` into the parts that a phone receives, as many as `count` says; joined they are the text again."""
    encoding, on_air = _on_air(text)
    starts = [0] if len(on_air) <= _SINGLE[encoding] else _starts(on_air, _CONCATENATED[encoding])
    ends = [*starts[1:], len(on_air)]
    return [on_air[start:end].replace(_JOINER, "") for start, end in zip(starts, ends, strict=True)]


def smart_encode(text: str) -> str:
    """Put characters of the GSM alphabet for those that mean the same: typographic quotes, dashes, spaces, full-width forms.

    Accents are composed first. Letters are never changed, so a text with `ê` or an emoji stays UCS-2. Not for content
    that must arrive exactly.
    """
    if _ALPHABET.issuperset(text):
        return text
    return unicodedata.normalize("NFC", text).translate(_SMART_TABLE)


def suggest(text: str) -> list[Suggestion]:
    """Say which characters force UCS-2 or cost two septets, what to write instead, and what it saves.

    Characters that force UCS-2 come first, in order of appearance, for only without all of them does the text become
    GSM-7. Two-septet characters follow where the text is, or by the replacements becomes, GSM-7.
    """
    replacements = {character: _replacement(character) for character in dict.fromkeys(text) if character not in _ALPHABET}
    reasons = dict.fromkeys(replacements, Reason.FORCES_UCS2)
    if None not in replacements.values():
        dear = [character for character in dict.fromkeys(text) if character in _EXTENSION]
        reasons |= dict.fromkeys(dear, Reason.TWO_SEPTETS)
        replacements |= {character: _OWN[character] for character in dear}
    before, current = count(text).segments, text
    found: list[Suggestion] = []
    for character, replacement in replacements.items():
        current = current if replacement is None else current.replace(character, replacement)
        saved = before - count(current).segments
        name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
        found.append(Suggestion(character, name, text.count(character), reasons[character], replacement, saved))
    return found


def _on_air(text: str) -> tuple[Encoding, str]:
    """Return the encoding and the text with one code point for each unit."""
    if not _ALPHABET.issuperset(text):
        return Encoding.UCS2, _ASTRAL.sub(_JOINER + r"\g<0>", text)
    return Encoding.GSM7, text if _EXTENSION.isdisjoint(text) else text.translate(_JOINED)


def _starts(on_air: str, size: int) -> list[int]:
    """Return where each part begins; a part ends one unit early rather than between a joiner and what follows it."""
    starts = [0]
    while (end := starts[-1] + size) < len(on_air):
        starts.append(end - 1 if on_air[end - 1] == _JOINER else end)
    return starts


def _replacement(character: str) -> str | None:
    """Return what to write for a character outside the alphabet; None where only its meaning would do."""
    chosen = _SMART.get(character, _OWN.get(character))
    if chosen is not None:
        return chosen
    plain = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    if plain and _BASIC.issuperset(plain):
        return plain
    return "" if unicodedata.category(character) in _ORNAMENTS else None
