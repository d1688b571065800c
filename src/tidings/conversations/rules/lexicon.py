"""The words of `words.toml`: which tag a word has, and patterns over tags.

A sentence becomes a string of one letter a tag, fillers left out; patterns are regular expressions over it. So "please stop
sending me those" and "arrêtez svp de m'envoyer vos SMS" are two sayings of one pattern.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

_FILLER = "filler"
_COURTESY = "courtesy"
_PASSED_OVER = frozenset({_FILLER, _COURTESY})
_SENT = frozenset({"text", "thing", "junk"})
_POINTING = frozenset({"this", "these"})
_VOWELS = frozenset("aeiouyh")
_CLITICS = frozenset({"le", "la", "les", "l"})
_SENDING = frozenset({"reach", "text", "send", "call"})
_OTHER = "other"
_NUMBER = "number"
_GAP = "(other|number){0,2}"
_ENDINGS = (
    "e",
    "es",
    "ez",
    "er",
    "ee",
    "ees",
    "ent",
    "ons",
    "iez",
    "ions",
    "ait",
    "ais",
    "ant",
    "ai",
    "era",
    "erai",
    "erez",
    "erais",
    "erait",
    "eriez",
)
"""The endings of a French verb in -er without their accents, which people take for each other: "supprimé mon numéro svp"."""
_ELISIONS = ("d", "m", "n", "j", "l", "s", "t")
_LONGEST_PHRASE = 6
_SHORTEST_SLIP = 5
_TWO_SLIPS = 9


_AND = re.compile(r"\bn (?![aeiouyh])")
"""The English "and" of a thumb ("go away n stop"); the French "n'" stands before a vowel."""
_WEIGHT = re.compile(
    r"(?:(?<=\bwhat )|(?<=\bwho )|(?<=\bwhy )|(?<=\bhow )|(?<=\bwhere ))(?:the )?(?:hell|fuck|f|heck)\b"
    r"|\b(?<!go to )(?:(?:the )?(?:hell|fuck|f|heck)|tf|fucking|fuckin|fkn|effing|freaking|goddamn|damn|bloody|putain|bordel)\b(?! (?:off|you|u)\b)"
)
"""Words that only add weight, wherever they stand: they would part what belongs together."""


class Lexicon(NamedTuple):
    """The words of `words.toml`, ready to be looked up: read once, when the first message is."""

    sections: Mapping[str, Any]
    exact: Mapping[str, str]
    stems: Sequence[tuple[str, str]]
    letters: Mapping[str, str]
    classes: Mapping[str, str]
    """What a tag of a pattern stands for beside itself: "text" is a verb of sending, and what is sent."""
    no_slips: frozenset[str]
    slips_of: Sequence[str]


@cache
def lexicon() -> Lexicon:
    """Return the words; commands that read no message never wait for them."""
    sections: Mapping[str, Any] = tomllib.loads(files("tidings.conversations").joinpath("words.toml").read_text(encoding="utf-8"))
    tags = {tag: [form for word in words for form in _forms(word)] for tag, words in sections["tags"].items()}
    entries = {word: tag for tag, words in tags.items() for word in words if not word.endswith("*")}
    passed_over = {
        word: tag
        for tag, section in ((_FILLER, "fillers"), (_COURTESY, "courtesy"))
        for entry in sections[section]["words"]
        for word in _forms(entry)
    }
    letters = {tag: chr(0x100 + place) for place, tag in enumerate([*tags, _OTHER, _NUMBER])}
    return Lexicon(
        sections,
        passed_over | entries,
        sorted(((word[:-1], tag) for tag, words in tags.items() for word in words if word.endswith("*")), key=lambda stem: -len(stem[0])),
        letters,
        {tag: "".join(letters[each] for each in (tag, *others) if each in letters) for tag, others in sections["classes"].items()},
        frozenset(sections["no_slips"]["words"]),
        sections["slips"]["words"],
    )


class Tagged(NamedTuple):
    """One word (or several that make one entry) and its tag."""

    word: str
    tag: str


class Line(NamedTuple):
    """The tags of a sentence, a letter each, and the place of each in the sentence."""

    letters: str
    places: Sequence[int]


class Pattern(NamedTuple):
    """A pattern over tags and what it says."""

    name: str
    expression: re.Pattern[str]
    questions: bool
    """Whether a question that says it asks for it: "No message?" does not."""
    command: bool
    """Whether it is a command, which has no subject before it: "I don't text" is none."""


def _forms(entry: str) -> Sequence[str]:
    """Return the forms of an entry, of which a plus stands for any ending of a verb in -er: "envoy+" is "envoyez" and "envoyer"."""
    stem, plus, rest = entry.partition("+")
    return [f"{stem}{ending}{rest}" for ending in _ENDINGS] if plus else [entry]


@lru_cache(maxsize=4096)
def tagged(sentence: str) -> Sequence[Tagged]:
    """Return the words of a sentence with their tags, fillers too; the longest entry counts."""
    words = _unelided(_WEIGHT.sub("", _AND.sub(" ", sentence)).split())
    exact = lexicon().exact
    found: list[Tagged] = []
    place = 0
    while place < len(words):
        for size in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
            entry = " ".join(words[place : place + size])
            tag = exact.get(entry) or (_tag_of_word(entry) if size == 1 else None)
            if tag is not None:
                found.append(Tagged(entry, tag))
                place += size
                break
    return _with_clitic(found)


def _with_clitic(words: list[Tagged]) -> Sequence[Tagged]:
    """Take the "le" of "enlevez-le", which ends a sentence, for what it stands for."""
    said = [place for place, each in enumerate(words) if each.tag != _COURTESY]
    if len(said) > 1 and words[said[-1]].word in _CLITICS and words[said[-2]].tag == "out":
        words[said[-1]] = Tagged(words[said[-1]].word, "it")
    return words


def line_of(words: Sequence[Tagged]) -> Line:
    """Return words as a string over which patterns run.

    "These" before what it points at is passed over, too, and "again" but after a verb of sending ("don't text again").
    """
    said = [(place, each.tag) for place, each in enumerate(words) if each.tag not in _PASSED_OVER]
    tags = [tag for _, tag in said]
    kept = [
        (place, tag)
        for (place, tag), before, after in zip(said, [None, *tags], [*tags[1:], None], strict=False)
        if not (tag in _POINTING and after not in {None, "stop", "again"}) and not (tag == "again" and before not in _SENDING)
    ]
    letters = lexicon().letters
    return Line("".join(letters[tag] for _, tag in kept), [place for place, _ in kept])


def line_of_ours(words: Sequence[Tagged]) -> Line:
    """Return words as a string that tells our messages ("vos sms", "these texts") and takes others' ("my texts", "un sms") for other words."""
    return line_of([_owned(before, each) for before, each in zip([None, *words], words, strict=False)])


def _owned(before: Tagged | None, each: Tagged) -> Tagged:
    loose = lexicon().sections["loose"]
    if each.tag not in _SENT or before is None:
        return each
    several = each.word.endswith("s") or each.word in loose["kinds"]
    if before.word in loose["ours"]:
        return Tagged(each.word, "ours" if several else _OTHER)
    return Tagged(each.word, _OTHER) if before.word in loose["not_ours"] and each.word not in loose["kinds"] else each


def compiled(name: str, pattern: str, *, questions: bool, command: bool) -> Pattern:
    """Compile a pattern written in tags, such as "stop me? (reach|send)".

    `~` stands for up to two words without a meaning of their own, `..` for up to five of almost any (see `words.toml`, `loose`).
    """
    letters, classes = lexicon().letters, lexicon().classes
    never_over = letter_set(*lexicon().sections["loose"]["never_over"])
    pattern = pattern.replace("~", _GAP)
    lettered = re.sub(r"[a-z_]+", lambda tag: f"[{classes[tag[0]]}]" if tag[0] in classes else letters[tag[0]], pattern)
    lettered = lettered.replace("..", f"[^{never_over}]{{0,5}}?")
    return Pattern(name, re.compile(lettered.replace(" ", "")), questions, command)


def letter_set(*tags: str) -> str:
    """Return the letters of tags, for looking whether one of them is there."""
    return "".join(lexicon().letters[tag] for tag in tags)


def _unelided(words: Sequence[str]) -> list[str]:
    """Part what was written without its apostrophe: "menvoyez" is "m envoyez"."""
    parted: list[str] = []
    for word in words:
        rest = word[1:]
        elided = word[0] in _ELISIONS and (word[0] == "j" or rest[:1] in _VOWELS)
        if elided and len(rest) > 3 and _known(word) is None and _known(rest) is not None:  # noqa: PLR2004 - shorter words are words
            parted += [word[0], rest]
        else:
            parted.append(word)
    return parted


def _known(word: str) -> str | None:
    return lexicon().exact.get(word) or next((tag for stem, tag in lexicon().stems if word.startswith(stem)), None)


@lru_cache(maxsize=4096)
def _tag_of_word(word: str) -> str:
    if word.isdigit():
        return _NUMBER
    return _known(word) or _tag_of_slip(word) or _OTHER


def _tag_of_slip(word: str) -> str | None:
    """Return the tag of the word that was meant, if a letter or two are wrong in a long one."""
    if len(word) < _SHORTEST_SLIP or word in lexicon().no_slips:
        return None
    allowed = 2 if len(word) >= _TWO_SLIPS else 1
    near = (
        known for known in lexicon().slips_of if known[0] == word[0] and abs(len(known) - len(word)) <= allowed and known not in lexicon().no_slips
    )
    return next((_known(known) for known in near if _distance(known, word) <= (2 if len(known) >= _TWO_SLIPS else 1)), None)


def _distance(one: str, other: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped with their neighbour to make one word the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row, previous, older = [i], row, before
        for j, wanted in enumerate(other, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != wanted))
            if older and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        before = previous
    return row[-1]
