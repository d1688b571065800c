"""Asking providers what became of messages: few questions at once, and none after others in vain."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tidings.infra.exchange import Exchange, NeverConnectedError, NoAnswerError
from tidings.infra.logs import logger
from tidings.ports.adapter import Question

log = logger(__name__)

About = TypeVar("About")
Answer = TypeVar("Answer")

_IN_VAIN = 3
"""So many questions in a row without an answer, and the others of the round are not asked."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """No answer came, or the question was not asked any more."""

    why: str


@dataclass(slots=True)
class Round(Generic[About, Answer]):
    """Questions to one connection, asked `at_once` at a time. After a few in vain the rest wait for another time."""

    exchange: Exchange
    at_once: int
    answers: list[tuple[About, Answer | Unanswered]] = field(default_factory=list[tuple[About, Answer | Unanswered]])
    silent: int = 0

    async def ask(self, questions: Sequence[Question[About, Answer]]) -> Sequence[tuple[About, Answer | Unanswered]]:
        """Ask all and return what was answered about each thing."""
        waiting = iter(questions)
        await asyncio.gather(*(self._hand(waiting) for _ in range(self.at_once)))
        return self.answers

    async def _hand(self, waiting: Iterator[Question[About, Answer]]) -> None:
        for question in waiting:
            told = await self._told(question)
            answers = [told] * len(question.about) if isinstance(told, Unanswered) else told
            self.answers += zip(question.about, answers, strict=True)

    async def _told(self, question: Question[About, Answer]) -> Sequence[Answer] | Unanswered:
        if self.silent >= _IN_VAIN:
            question.steps.close()
            return Unanswered("not asked: the provider gave no answer to others")
        try:
            told = await self.exchange.converse(question.steps)
        except (NeverConnectedError, NoAnswerError) as error:
            self.silent += 1
            return Unanswered(str(error))
        except Exception as error:  # noqa: BLE001 - one that can't be asked must not keep the others waiting
            await log.aexception("question_failed")
            return Unanswered(type(error).__name__)
        self.silent = 0
        return told
