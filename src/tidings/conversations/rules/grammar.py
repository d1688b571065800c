"""The patterns of `words.toml`, and the sets of words that readings ask about: built when the first message is read."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tidings.conversations.rules.lexicon import Pattern, compiled, lexicon
from tidings.conversations.types import Answer


class Grammar(NamedTuple):
    """What asks to stop, by its structure, and what may."""

    whole: Sequence[Pattern]
    within: Sequence[Pattern]
    loose: Sequence[Pattern]
    """Stand in a sentence in which nothing limits what is asked, and in which messages that aren't ours don't count."""
    message: Sequence[Pattern]
    any_whole: re.Pattern[str]
    any_within: re.Pattern[str]
    any_loose: re.Pattern[str]
    """Whether any pattern may match, asked first: most sentences say nothing of the kind."""
    unclear: Sequence[Pattern]


class Vocabulary(NamedTuple):
    """Words that mean something by themselves."""

    meaning: Mapping[str, str]
    """The section of a word that is all of a message: opt_in, help, yes or no."""
    answers: Mapping[str, Answer]
    against: Mapping[Answer, frozenset[str]]
    """Words and signs beside which a yes or a no is neither."""
    always: frozenset[str]
    alone: frozenset[str]
    unclear: frozenset[str]
    signs: Sequence[str]
    """Stand for a stop where a message has no words."""
    suspect_tags: frozenset[str]
    suspect_words: Sequence[str]
    stopping: frozenset[str]
    asking: frozenset[str]
    limits_loose: frozenset[str]


@cache
def grammar() -> Grammar:
    """Return the patterns, compiled once."""
    whole, within, loose = _patterns("whole"), _patterns("within"), _patterns("loose")
    unclear = [compiled("unclear", pattern, questions=True, command=False) for pattern in lexicon().sections["unclear"]["whole"]]
    return Grammar(whole, within, loose, _patterns("message"), _any_of(whole), _any_of(within), _any_of(loose), unclear)


@cache
def vocabulary() -> Vocabulary:
    """Return the words that mean something by themselves."""
    sections = lexicon().sections
    answers = (*sections["answers"].items(), ("yes", sections["yes"]["words"]), ("no", sections["no"]["words"]))
    return Vocabulary(
        meaning={word: section for section in ("opt_in", "help", "yes", "no") for word in sections[section]["words"]},
        answers={word: Answer(name) for name, words in answers for word in words},
        against={Answer(name): frozenset(words) for name, words in sections["against"].items()},
        always=frozenset(sections["always"]["words"]),
        alone=frozenset(sections["alone"]["words"]),
        unclear=frozenset(sections["unclear"]["words"]),
        signs=sections["unclear"]["signs"],
        suspect_tags=frozenset(sections["suspects"]["tags"]),
        suspect_words=[f" {word} " for word in sections["suspects"]["words"]],
        stopping=frozenset(sections["suspects"]["stopping"]),
        asking=frozenset(sections["asking"]["words"]),
        limits_loose=frozenset(sections["loose"]["unless"]),
    )


def _patterns(kind: str) -> Sequence[Pattern]:
    return [
        compiled(group["name"], pattern, questions=group.get("questions", True), command=group.get("command", False))
        for group in lexicon().sections["opt_out"]
        for pattern in group.get(kind, ())
    ]


def _any_of(patterns: Sequence[Pattern]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each.expression.pattern})" for each in patterns))
