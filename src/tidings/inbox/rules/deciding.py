"""What is done about a message that no room took: answered, escalated, suggested, or left to a person. A pure function, and explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tidings.inbox.rules.escalating import Escalates, escalates
from tidings.inbox.rules.reading import Asked, Reading, Understood, Verdict, language_of, read, understood, words_of
from tidings.inbox.types import Urgency
from tidings.inbox.types.automatic import AutoKind, Automation, Because, Does, History, Holds, KeptAnswer
from tidings.kernel.words import Channel

_DAY = timedelta(days=1)
CLOSED_KEY = "closed:"
LATE_KEY = "late"
"""Under which names the two other answers of our own accord count among those that a person had."""


@dataclass(frozen=True, slots=True)
class Knows:
    """What an organisation answers by itself, made ready: its settings, its answers, and what they are asked by."""

    automation: Automation
    answers: Sequence[KeptAnswer]
    understood: Understood


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message to be decided about, with how things stand with its writer.

    `closed_since` is since when nobody answers, None while somebody does. `asked` says that something is open which it may be meant to answer,
    `taken` that whoever asked tells them how to answer, `late` that something was asked whose time is over and it reads like an answer.
    `writable` says that an answer may go back by its channel.
    """

    text: str
    channel: Channel
    at: datetime
    history: History
    answer_like: bool = False
    unclear: bool = False
    asked: bool = False
    taken: bool = False
    late: bool = False
    writable: bool = True
    closed: bool = False
    closed_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What is done about a message, and why; `key` is as what its answer counts among those that the person had."""

    does: Does
    because: Because
    answer: KeptAnswer | None = None
    reading: Reading | None = None
    escalates: Escalates | None = None
    language: str | None = None
    key: str | None = None

    @property
    def urgency(self) -> Urgency:
        """How urgent it is."""
        return self.escalates.urgency if self.escalates else Urgency.NONE


def knows(automation: Automation, answers: Sequence[KeptAnswer]) -> Knows:
    """Make an organisation's answers ready: once for many messages."""
    asked = tuple(Asked(each.id, tuple(saying for sayings in each.answer.sayings.values() for saying in sayings)) for each in answers if _asks(each))
    return Knows(automation, answers, understood(asked))


def decide(knows: Knows, spoken: Spoken) -> Decision:
    """Say what is done about a message.

    Words for a person come first, whatever else is said. What may be an opt-out, or the answer to something open, is never answered with
    anything else. Then a keyword, then a question that fits surely; whoever had the same answer lately, or many, gets a person.
    """
    language = language_of(spoken.text)
    if found := escalates(spoken.text, knows.automation.words, usual=knows.automation.usual_words):
        return Decision(Does.ESCALATED, Because.WORDS, escalates=found, language=language)
    if (left := _left(knows, spoken)) is not None:
        return Decision(Does.PERSON, left, language=language)
    if spoken.late:
        return _once(knows, spoken, Decision(Does.LATE, Because.LATE, language=language, key=LATE_KEY))
    found = _fitting(knows, spoken, language)
    if found.does in {Does.ANSWERED, Does.KEYWORD}:
        return _once(knows, spoken, found)
    if spoken.asked:
        return Decision(Does.PERSON, Because.ASKED, None, found.reading, language=language)
    return _closed(knows, spoken, found)


def _left(knows: Knows, spoken: Spoken) -> Because | None:
    """Return why a message is left to a person unread."""
    if not knows.automation.on:
        return Because.OFF
    if spoken.unclear:
        return Because.UNCLEAR
    return Because.ASKED if spoken.taken else None


def keyword_answer(answers: Sequence[KeptAnswer], text: str) -> KeptAnswer | None:
    """Return the answer whose keyword a message is, all of it."""
    said = words_of(text)
    return next((each for each in answers if any(said and said == words_of(word) for word in each.answer.keywords)), None)


def _asks(kept: KeptAnswer) -> bool:
    return kept.answer.kind is AutoKind.QUESTION and any(kept.answer.sayings.values())


def _fitting(knows: Knows, spoken: Spoken, language: str | None) -> Decision:
    """Say which answer fits, if any does here and now."""
    here = [each for each in knows.answers if _holds(each, spoken)]
    if (by_word := keyword_answer(here, spoken.text)) is not None:
        return Decision(Does.KEYWORD, Because.KEYWORD, by_word, language=language, key=str(by_word.id))
    if spoken.answer_like:
        return Decision(Does.PERSON, Because.NOTHING, language=language)
    reading = read(knows.understood, spoken.text, sure=knows.automation.sure, likely=knows.automation.likely)
    best = next((each for each in knows.answers if reading.best and each.id == reading.best.id), None)
    match reading.verdict:
        case Verdict.SURE if best is not None and best in here:
            return Decision(Does.ANSWERED, Because.FITS, best, reading, language=language, key=str(best.id))
        case Verdict.CLOSE:
            return Decision(Does.SUGGESTED, Because.CLOSE, best, reading, language=language)
        case Verdict.SURE | Verdict.LIKELY:
            return Decision(Does.SUGGESTED, Because.BETWEEN, best, reading, language=language)
        case _:
            return Decision(Does.PERSON, Because.NOTHING, None, reading, language=language)


def _holds(kept: KeptAnswer, spoken: Spoken) -> bool:
    answer = kept.answer
    if answer.channels and spoken.channel not in answer.channels:
        return False
    return answer.holds is Holds.ALWAYS or (answer.holds is Holds.CLOSED) == spoken.closed


def _once(knows: Knows, spoken: Spoken, found: Decision) -> Decision:
    """Hold back an answer that a person had lately, or that is one too many: two machines would answer each other for ever."""
    because = _held(knows.automation, spoken, found.key)
    if because is None:
        return found
    if found.does is Does.LATE:
        return Decision(Does.PERSON, Because.LATE, language=found.language)
    return Decision(Does.SUGGESTED if found.answer else Does.PERSON, because, found.answer, found.reading, language=found.language)


def _held(automation: Automation, spoken: Spoken, key: str | None) -> Because | None:
    history = spoken.history
    if not spoken.writable:
        return Because.NO_WAY
    if history.agent_at is not None and spoken.at < history.agent_at + automation.quiet_after_agent:
        return Because.AGENT
    if any(each == key and spoken.at < at + automation.again_after for each, at in history.answers):
        return Because.AGAIN
    if sum(spoken.at < at + _DAY for _, at in history.answers) >= automation.most_a_day:
        return Because.ENOUGH
    return None


def _closed(knows: Knows, spoken: Spoken, found: Decision) -> Decision:
    """Tell whoever needs a person that nobody is there, once in each time that we are closed."""
    if not (knows.automation.tell_closed and spoken.closed) or spoken.answer_like:
        return found
    key = f"{CLOSED_KEY}{spoken.closed_since.isoformat() if spoken.closed_since else ''}"
    told = any(each == key for each, _ in spoken.history.answers)
    if told or _held(knows.automation, spoken, key) is not None:
        return found
    return Decision(Does.CLOSED, found.because, found.answer, found.reading, language=found.language, key=key)


def answer_ids(decision: Decision) -> Sequence[UUID]:
    """Return the answers that a decision suggests, the best first."""
    if decision.does not in {Does.SUGGESTED, Does.CLOSED} or decision.answer is None:
        return []
    runner_up = decision.reading.runner_up if decision.reading and decision.because is Because.CLOSE else None
    return [decision.answer.id, *([runner_up.id] if runner_up else [])]
