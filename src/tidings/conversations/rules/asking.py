"""Whether a sentence asks to be left in peace: a pattern of the grammar holds, and nothing around it undoes it."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tidings.conversations.rules.grammar import grammar, vocabulary
from tidings.conversations.rules.lexicon import Line, Pattern, Tagged, letter_set, line_of, line_of_ours

_FROM = frozenset({"from", "of", "de", "du", "des", "au"})
_AUXILIARIES = frozenset({"a", "ai", "as", "ont", "avons", "avez", "j ai", "t ai", "vous ai"})
_PARTICIPLES = ("e", "ee", "es", "ees")
_ARTICLES = frozenset({"the", "la", "le", "les", "l", "my", "mon", "ma", "mes", "a", "an", "un", "une", "his", "her", "son", "sa"})
_ON = frozenset({"on", "sur"})
_ELSE = frozenset({"other", "number", "when"})
_POSSESSIVES = frozenset({"my", "mon", "ma", "mes", "his", "her", "son", "sa", "ses"})
_SOME = frozenset({"de", "d", "des"})
_BEFORE_OBJECTS = frozenset({"me", "reach", "text", "send", "hear"})
_OURS = frozenset({"them", "ils", "elles", "leur"})
"""What "them" after a verb of sending is: messages."""
_PASSED_OVER_BY_SUBJECTS = frozenset({"filler", "courtesy", "want", "need", "make"})
_SUBJECTS = frozenset({"i", "we", "je", "j", "would", "will", "to", "d", "ll", "m", "im", "i m", "am"})
"""Before a verb: somebody does it, and nobody is asked to."""


class _Undoing(NamedTuple):
    """The letters of what undoes a match before or after it."""

    negation: str
    no_more: str
    between: str
    """What may stand between a negation and what it negates: "I don't want to unsubscribe"."""
    why: str
    limits: str
    other_person: str
    verbs: str
    said: str


@cache
def _undoing() -> _Undoing:
    return _Undoing(
        negation=letter_set("not", "cannot", "ne", "why", "you"),
        no_more=letter_set("pas"),
        between=letter_set("want", "me", "pas", "other_person", "take", "hear"),
        why=letter_set("why", "stopped", "noun", "left", "how_often"),
        limits=letter_set("when", "elsewhere", "device"),
        other_person=letter_set("other_person"),
        verbs=letter_set("reach", "text", "send", "call", "out", "unsubscribe", "stop"),
        said=letter_set("said"),
    )


def asked(sentence: Sequence[Tagged], *, plainly: bool) -> str | None:
    """Return what a sentence asks for, if that is to be left in peace, without limit and of oneself; `plainly`: no question, no joke."""
    line = line_of(sentence)
    if not line.letters:
        return None
    if grammar().any_whole.fullmatch(line.letters) and (found := _whole(line.letters, plainly=plainly)):
        return found
    if grammar().any_within.search(line.letters) and (found := _within(grammar().within, line, sentence, plainly=plainly)):
        return found
    return _loosely(sentence) if plainly else None


def _within(patterns: Sequence[Pattern], line: Line, sentence: Sequence[Tagged], *, plainly: bool) -> str | None:
    return next((each.name for each in patterns if (plainly or each.questions) and _holds(each, line, sentence)), None)


def _loosely(sentence: Sequence[Tagged]) -> str | None:
    """Return what a sentence refuses in words that stand further apart, if nothing in it limits that and it is ours that is refused."""
    if not vocabulary().limits_loose.isdisjoint(each.tag for each in sentence):
        return None
    line = line_of_ours(sentence)
    return _within(grammar().loose, line, sentence, plainly=True) if grammar().any_loose.search(line.letters) else None


def from_something_else(last: Sequence[Tagged]) -> bool:
    """Say whether a sentence, from the last word of a match on, goes on with what else is left: "unsubscribe from the meal plan"."""
    if last[0].tag != "unsubscribe" or len(last) < 2 or last[1].word not in _FROM:  # noqa: PLR2004 - a word after it
        return False
    return next((each.tag for each in last[1:] if each.tag not in {"filler", "courtesy"}), "list") in {"other", "other_person"}


def _whole(letters: str, *, plainly: bool) -> str | None:
    return next((each.name for each in grammar().whole if (plainly or each.questions) and each.expression.fullmatch(letters)), None)


def _holds(pattern: Pattern, line: Line, sentence: Sequence[Tagged]) -> bool:
    return any(not _undone(pattern, line, sentence, found.start(), found.end()) for found in pattern.expression.finditer(line.letters))


def _undone(pattern: Pattern, line: Line, sentence: Sequence[Tagged], start: int, end: int) -> bool:
    """Say whether what stands before or after a match undoes it: a negation, a limit, somebody else who is meant or who said it."""
    by = _undoing()
    before, after = _since_asked(line, sentence, start), line.letters[end:]
    last = before.rstrip(by.between)[-1:] or before[-1:]
    if last and (last in by.negation or before[-1] in by.no_more):
        return True
    if all(any(letter in line.letters[:end] for letter in each) for each in (by.said, by.other_person)):
        return True
    if any(letter in by.why for letter in before) or any(letter in by.limits for letter in after):
        return True
    if after[:1] in {*by.other_person} and line.letters[end - 1] in by.verbs and sentence[line.places[end]].word not in _OURS:
        return True
    if _told(sentence[line.places[start] - 1 if line.places[start] else 0 : line.places[end - 1] + 1]):
        return True
    return _something_else(sentence[line.places[end - 1] :]) or _of_others(pattern, sentence[: line.places[start]])


def _told(words: Sequence[Tagged]) -> bool:
    """Say whether a verb is told of and not asked for: "elle m'a retirée du groupe", "j'ai oublié mon numéro"."""
    return any(before.word in _AUXILIARIES and each.tag in {"out", "forget"} and each.word.endswith(_PARTICIPLES) for before, each in pairwise(words))


def _something_else(last: Sequence[Tagged]) -> bool:
    """Say whether a sentence, from the last word of a match on, goes on with what is not ours: "don't mail me the invoice"."""
    return from_something_else(last) or _other_object(last) or _other_origin(last)


def _other_object(last: Sequence[Tagged]) -> bool:
    match last:
        case [Tagged(tag="this"), what, *_]:
            return what.tag in {"other", "shop"}
        case [Tagged(tag="hear"), of, what, *_] if of.word in _SOME:
            return what.tag in {"other", "other_person"}
        case [_, on, article, what, *_] if on.word in _ON and article.word in _ARTICLES:
            return what.tag in _ELSE
        case [verb, article, what, *_] if verb.tag in _BEFORE_OBJECTS:
            return article.word in _ARTICLES and what.tag in _ELSE
        case _:
            return False


def _other_origin(last: Sequence[Tagged]) -> bool:
    match last:
        case [Tagged(tag="text" | "thing"), of, whose, *_] if of.word in _FROM:
            return whose.word in _POSSESSIVES
        case [Tagged(tag="named" | "mine" | "list"), of, *rest] if of.word in _FROM:
            what = [each for each in rest if each.word not in _ARTICLES][:1]
            return bool(what) and what[0].tag in _ELSE
        case _:
            return False


def _since_asked(line: Line, sentence: Sequence[Tagged], end: int) -> str:
    """Return the tags before a place, from the last "please": what was said before it negates nothing that is asked for after it."""
    asked = next((place for place in range(line.places[end] - 1, -1, -1) if sentence[place].word in vocabulary().asking), -1)
    return "".join(letter for letter, place in zip(line.letters[:end], line.places, strict=False) if place > asked)


def _of_others(pattern: Pattern, before: Sequence[Tagged]) -> bool:
    """Say whether what is said is no request but what the writer or somebody else does: "I would not have to send", "my mum wants to unsubscribe"."""
    if any(each.tag == "courtesy" for each in before[-2:]):
        return False
    nearest = [each for each in before if each.tag not in _PASSED_OVER_BY_SUBJECTS]
    if nearest and (nearest[-1].tag == "other_person" or (pattern.command and nearest[-1].tag == "mine")):
        return True
    return pattern.command and bool(before) and before[-1].word in _SUBJECTS
