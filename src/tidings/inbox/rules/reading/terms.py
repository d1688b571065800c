"""What people write as terms that can be compared: words without accents, grouped by meaning, each with its kind."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_BETWEEN = re.compile(r"[\W_]+")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_LONGEST_PHRASE = 5
_LONGEST_TEXT = 600
_ONE_SLIP = 5
_TWO_SLIPS = 9
"""From how many letters on a word may have one slip of the pen, or two."""
_ENDINGS = re.compile(r"(?:es|s|x|e)$")
_PARTS = re.compile(r"[^.!?;,:\n]+[.!?;,:\n]?")
_GLUED = re.compile(r"(?:qu|[ldjnstm](?=[aeiouyh])|c(?=est$|etai))")
_GLUED_TO = 4
"""Letters at least of what an article is glued to: shorter words are words of their own."""
_STEM = 4
"""Letters that stay of a word whose ending is taken off."""


class Kind(StrEnum):
    """What a term does in a message."""

    IDLE = "idle"
    ASK = "ask"
    ABOUT = "about"
    THING = "thing"
    TIME = "time"
    OWN = "own"
    """It speaks of a matter of the writer's own."""
    UNKNOWN = "unknown"


class Term(NamedTuple):
    """A word or phrase: what it means (`key`), its kind, how surely it was read (1: as written), and as it was compared."""

    key: str
    kind: Kind
    sure: float
    word: str


_SECTIONS = (
    ("idle", Kind.IDLE),
    ("own", Kind.OWN),
    ("ask", Kind.ASK),
    ("things", Kind.THING),
    ("times", Kind.TIME),
    ("about", Kind.ABOUT),
)
"""What stands in several sections of the words is what the last of them says."""


class _Lexicon(NamedTuple):
    forms: Mapping[str, tuple[str, Kind]]
    languages: Mapping[str, frozenset[str]]


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case, accents, punctuation and repeated letters; of a long one those of its beginning."""
    decomposed = unicodedata.normalize("NFKD", text[:_LONGEST_TEXT].casefold().replace("œ", "oe"))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [_REPEATED.sub(r"\1", word) for word in _BETWEEN.split(bare) if word]


def stem(word: str) -> str:
    """Return a word without the ending that its plural or feminine adds."""
    short = _ENDINGS.sub("", word)
    return short if len(short) >= _STEM else word


def terms_of(text: str, known: Collection[str] = ()) -> list[Term]:
    """Return the terms of a text, phrases before words; `known` are stems that some organisation uses itself, which count as they are."""
    words = [each for word in words_of(text) for each in _in_full(word, known)]
    found: list[Term] = []
    place = 0
    while place < len(words):
        length = next((size for size in range(_LONGEST_PHRASE, 0, -1) if " ".join(words[place : place + size]) in _lexicon().forms), 0)
        phrase = " ".join(words[place : place + (length or 1)])
        found.append(_term(phrase, known))
        place += length or 1
    return found


def asked_last(text: str) -> str | None:
    """Return the last part of a text that asks, by its mark or by a word that asks; None where there is none, or nothing before it."""
    parts = [part for part in _PARTS.findall(text) if words_of(part)]
    asking = [part for part in parts if part.rstrip().endswith("?") or any(each.kind is Kind.ASK for each in terms_of(part))]
    return asking[-1] if asking and len(parts) > 1 else None


def _in_full(word: str, known: Collection[str]) -> Sequence[str]:
    """Return a word as it is written out: shorthand in full, and what French writes before an apostrophe parted from what follows it."""
    if word in _words_of_forms() or stem(word) in known:
        return [word]
    if (full := _shorthand().get(word)) is not None:
        return full.split()
    glued = _GLUED.match(word)
    rest = word[glued.end() :] if glued else ""
    if glued and (len(rest) >= _GLUED_TO or glued[0] == "c") and (rest in _lexicon().forms or stem(rest) in known):
        return [glued[0], rest]
    return [word]


def language_of(text: str) -> str | None:
    """Return the language that a text's small words belong to; None where they don't tell."""
    words = words_of(text)
    padded = f" {' '.join(words)} "
    counts = {language: sum(f" {each} " in padded for each in forms) for language, forms in _lexicon().languages.items()}
    best, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=lambda each: counts[each]) if best > second else None


def slips(one: str, other: str, most: int) -> int:
    """Return how many letters differ, are missing, too many or swapped between two words; `most` + 1 where it is more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def allowed(word: str) -> int:
    """Return how many slips a word may have and still be known."""
    return 2 if len(word) >= _TWO_SLIPS else 1 if len(word) >= _ONE_SLIP else 0


def _term(phrase: str, known: Collection[str]) -> Term:
    if (read := _lexicon().forms.get(phrase)) is not None:
        return Term(*read, 1.0, phrase)
    own = stem(phrase)
    if own in known:
        return Term(own, Kind.ABOUT, 1.0, phrase)
    return _nearest(phrase, known) or Term(own, Kind.UNKNOWN, 1.0, phrase)


def _nearest(word: str, known: Collection[str]) -> Term | None:
    """Return the term of which a word is a slip of the pen, if there is one."""
    most = allowed(word)
    if not most or any(letter.isdigit() for letter in word):
        return None
    best: tuple[int, str, str, Kind] | None = None
    for form, (key, kind) in _spellable().items():
        if form[0] == word[0] and (away := slips(word, form, most)) <= most and (best is None or away < best[0]):
            best = away, form, key, kind
    for form in known:
        if form[0] == word[0] and (away := slips(stem(word), form, most)) <= most and (best is None or away < best[0]):
            best = away, form, form, Kind.ABOUT
    return Term(best[2], best[3], 1.0 - 0.1 * best[0], best[1]) if best else None


@cache
def _spellable() -> Mapping[str, tuple[str, Kind]]:
    """Return the words of the lexicon that are long enough to be known with a slip."""
    return {form: read for form, read in _lexicon().forms.items() if " " not in form and len(form) >= _ONE_SLIP - 1 and read[1] is not Kind.IDLE}


@cache
def _lexicon() -> _Lexicon:
    told: Mapping[str, Mapping[str, Sequence[str]]] = _read()
    forms: dict[str, tuple[str, Kind]] = {}
    for section, kind in (
        ("idle", Kind.IDLE),
        ("own", Kind.OWN),
        ("ask", Kind.ASK),
        ("things", Kind.THING),
        ("times", Kind.TIME),
        ("about", Kind.ABOUT),
    ):
        forms.update({form: (key, kind) for key, members in told[section].items() for form in members})
    languages = {language: frozenset(members) for language, members in told["idle"].items()}
    both = {form for form in languages["en"] if form in languages["fr"]}
    return _Lexicon(forms, {language: members - both for language, members in languages.items()})


@cache
def _words_of_forms() -> frozenset[str]:
    """Return every word of the lexicon, those of its phrases too: none of them is anything else glued or shortened."""
    return frozenset(word for form in _lexicon().forms for word in form.split())


@cache
def _shorthand() -> Mapping[str, str]:
    return tomllib.loads(files("tidings.inbox.rules.reading").joinpath("short.toml").read_text(encoding="utf-8"))["short"]


def _read() -> Any:
    return tomllib.loads(files("tidings.inbox.rules.reading").joinpath("words.toml").read_text(encoding="utf-8"))
