"""Text messages as carriers count them: which alphabet, how many units, how many paid segments.

A text wholly in the GSM 03.38 alphabet travels in septets, 160 in a single message and 153 in each part of a longer
one; ten characters of its extension table take two septets. One character outside makes the whole text UCS-2: 70 or
67 UTF-16 code units, and an emoji takes two. What takes two units is never split across parts.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import NamedTuple


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
_LOOSE = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")
"""A letter with accents of its own, as macOS writes file names and some keyboards write text."""
_FEW = 3
"""So many characters that can't be replaced are named; a text of more is simply of another script."""
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

    `character` may be a letter and its accents written as several. `replacement` is None where nothing says the same ("" means:
    leave it out). `units_saved` and `segments_saved` are what the text needs less once this suggestion and all those before it in
    the list are taken. Units of two encodings don't compare, so `units_saved` is 0 until the encoding is the same again; the last
    suggestion of a text that becomes GSM-7 saves what room it has then: see `makes_gsm7`.
    """

    character: str
    name: str
    occurrences: int
    reason: Reason
    replacement: str | None
    units_saved: int
    segments_saved: int
    makes_gsm7: bool


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
    """Say which characters make the text dearer, what to write instead, and what it saves; nothing that saves nothing.

    Characters that force UCS-2 come first, in order of appearance, for only without all of them does the text become GSM-7. They are
    left out where that would not help: where one of them can't be replaced (then only these are named, if they are few), or where
    the text would need more segments. Two-septet characters follow where writing others saves a segment.
    """
    steps, plain = _to_gsm7(text)
    hopeless = [step for step in steps if step.replacement is None]
    if hopeless:
        return _told(text, hopeless) if len(hopeless) <= _FEW else []
    if steps and count(plain).segments > count(text).segments:
        return []
    shorter = [_Step(each, Reason.TWO_SEPTETS, _OWN[each]) for each in dict.fromkeys(plain) if each in _EXTENSION and each in _OWN]
    if count(_taken(plain, shorter)).segments < count(plain).segments:
        steps += shorter
    return _told(text, steps)


class _Step(NamedTuple):
    character: str
    reason: Reason
    replacement: str | None


def _to_gsm7(text: str) -> tuple[list[_Step], str]:
    """Return the steps that take out what forces UCS-2, accents composed first, and the text after them."""
    loose = dict.fromkeys(each for each in _LOOSE.findall(text) if unicodedata.normalize("NFC", each) != each)
    steps = [_Step(each, Reason.FORCES_UCS2, unicodedata.normalize("NFC", each)) for each in loose]
    composed = _taken(text, steps)
    outside = (each for each in dict.fromkeys(composed) if each not in _ALPHABET)
    steps += [_Step(each, Reason.FORCES_UCS2, _replacement(each)) for each in outside]
    return steps, _taken(text, steps)


def _taken(text: str, steps: Iterable[_Step]) -> str:
    for step in steps:
        text = text if step.replacement is None else text.replace(step.character, step.replacement)
    return text


def _told(text: str, steps: Sequence[_Step]) -> list[Suggestion]:
    before, current = count(text), text
    found: list[Suggestion] = []
    for step in steps:
        occurrences = current.count(step.character)
        was, current = count(current), _taken(current, [step])
        now = count(current)
        found.append(
            Suggestion(
                step.character,
                " and ".join(unicodedata.name(each, f"U+{ord(each):04X}").lower() for each in step.character),
                occurrences,
                step.reason,
                step.replacement,
                before.units - now.units if now.encoding is before.encoding else 0,
                before.segments - now.segments,
                was.encoding is not now.encoding,
            )
        )
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
