"""Which question somebody's words answer: a pure function of what was asked of them, and answered, at their addresses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tidings.conversations.types import Answer, Question, Standing, Word

_CLOCKS_DIFFER = timedelta(minutes=1)
"""Providers tell whole seconds, by clocks of their own."""

_OPT_OUT_ELSEWHERE = frozenset({Answer.CANCEL, Answer.END})
"""Words that opt out where nothing is asked: a question takes them once, unless whoever asked hears repetitions."""


def answered(words: Sequence[Word], standing: Sequence[Standing]) -> list[tuple[Question, Answer] | None]:
    """Return which question each word answers, in their order, and how.

    It is the newest that takes the word, counted from when it was asked or answered: so who says the same again says it to the same question,
    and never to an older one. What was said before a question was asked does not answer it, and what quotes a message of ours answers what
    that message asked, or nothing.
    """
    known = sorted(standing, key=lambda each: (each.since, each.answered is None, each.question.id), reverse=True)
    found: list[tuple[Question, Answer] | None] = []
    just: set[UUID] = set()
    for word in words:
        given = next(((each, word.answer) for each in known if word.answer and _takes(each, word, repeated=each.question.id in just)), None)
        if given is None:
            found.append(None)
            continue
        one, answer = given
        found.append((one.question, answer))
        just.add(one.question.id)
        known.remove(one)
        known.insert(0, replace(one, answered=answer))
    return found


def _takes(each: Standing, word: Word, *, repeated: bool) -> bool:
    """Say whether a question takes a word; `repeated` says that one of the same batch answered it, so that whoever asked hears both."""
    question = each.question
    if word.answer not in question.expects or question.channel is not word.channel or question.address_id not in word.addresses:
        return False
    if question.sender_id not in {None, word.sender_id}:
        return False
    if word.quotes is not None and not question.source.startswith(tuple(word.quotes)):
        return False
    if each.answered is None:
        return each.since <= word.at + _CLOCKS_DIFFER
    return repeated or (each.answered is word.answer and (question.again or word.answer not in _OPT_OUT_ELSEWHERE))
