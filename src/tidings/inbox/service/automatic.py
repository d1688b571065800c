"""What the inbox does of its own accord about what people write, in the transaction that takes it in: so once for each message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.accounts.types import Organisation
from tidings.contacts import service as contacts
from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.conversations import service as conversations
from tidings.conversations.types import Around, InboundMessage
from tidings.inbox import errors
from tidings.inbox.queries import automation as settings
from tidings.inbox.queries import decisions, items, threads
from tidings.inbox.rules import deciding, hours, moving, saying
from tidings.inbox.rules.deciding import Decision, Knows, Spoken
from tidings.inbox.rules.needing import need_of
from tidings.inbox.service.acting import escalate
from tidings.inbox.service.noting import events_of
from tidings.inbox.service.replying import reply
from tidings.inbox.service.surveying import SOURCE as SURVEY
from tidings.inbox.service.surveying import rate_late, remark
from tidings.inbox.service.ways import ways
from tidings.inbox.types import SYSTEM, Arrived, Draft, EventWhat, Need, Thread, WayState, Why
from tidings.inbox.types.automatic import Because, Decided, Does, History, Said
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError

LATE = timedelta(days=7)
"""How long after something asked is over an answer to it is told that it came too late."""
_TELLS_HOW = ("waitlist:",)
"""Beginnings of the sources of questions whose room tells people how to answer when it does not understand them."""
_READ = frozenset({"other", "answer", "unclear"})
_WRITTEN = frozenset({"text", "button"})
_SAYS = frozenset({Does.ANSWERED, Does.KEYWORD, Does.CLOSED, Does.LATE})
_DEALT_WITH = frozenset({Does.ANSWERED, Does.KEYWORD, Does.SURVEYED})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A message with what is done about it, and whether it needs a person then."""

    message: Arrived
    decision: Decision
    need: Need


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of everybody who wrote, for all their messages."""

    knows: Knows
    organisation: Organisation
    texts: Mapping[UUID, InboundMessage]
    histories: Mapping[UUID, History]
    asked: Sequence[Around]

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.organisation.time_zone)


async def weigh(unit: Unit, organisation_id: UUID, arrived: Sequence[Arrived], owners: Mapping[UUID, Thread]) -> Mapping[UUID, Weighed]:
    """Decide what is done about those messages that no room took; `owners` are the threads of their writers, as they stand before them."""
    mine = [each for each in arrived if each.contact_id and each.reading in _READ and each.kind in _WRITTEN and need_of(each).person]
    if not mine:
        return {}
    around = await _look_around(unit, organisation_id, mine)
    had = dict(around.histories)
    weighed: dict[UUID, Weighed] = {}
    for message in sorted(mine, key=lambda each: (each.at, each.id)):
        contact_id = message.contact_id or message.id
        if await rate_late(unit, organisation_id, message, around.texts[message.id].text):
            weighed[message.id] = Weighed(message, Decision(Does.SURVEYED, Because.RATED), Need(person=False, why=Why.ANSWERED))
            continue
        await remark(unit, organisation_id, message, around.texts[message.id].text)
        thread = next(each for each in owners.values() if each.contact_id == message.contact_id)
        decision = await _decided(unit, organisation_id, message, thread, replace(around, histories=had))
        if decision.key is not None:
            before = had.get(contact_id, History())
            had[contact_id] = replace(before, answers=[(decision.key, message.at), *before.answers])
        weighed[message.id] = Weighed(message, decision, _need(message, decision))
    return weighed


async def act(unit: Unit, organisation_id: UUID, weighed: Mapping[UUID, Weighed], owners: Mapping[UUID, Thread]) -> None:
    """Do what was decided, once the threads are written: answer, escalate, suggest; and keep why."""
    for each in sorted(weighed.values(), key=lambda one: (one.message.at, one.message.id)):
        thread = next(one for one in owners.values() if one.contact_id == each.message.contact_id)
        done = each.decision
        if done.does in _SAYS and not await _say(unit, organisation_id, thread, each):
            done = Decision(Does.PERSON, Because.NO_WAY, done.answer, done.reading, language=done.language)
            await _leave(unit, organisation_id, thread.id, each.message)
        if await decisions.record(unit, organisation_id, _record(thread, each.message, done), done.key):
            await _tell(unit, organisation_id, thread, done, each.message)


async def try_out(unit: Unit, organisation_id: UUID, spoken: Spoken, *, on: bool | None = None) -> Decision:
    """Say what would be done about a message; nothing is sent or kept.

    `closed` and the like are as the caller says; so is `on`, whether automatic answers are, None for as it is.
    """
    automation = await settings.automation(unit, organisation_id)
    automation = automation if on is None else replace(automation, on=on)
    known = deciding.knows(automation, await settings.answers(unit, organisation_id))
    return deciding.decide(known, spoken)


async def closed_now(unit: Unit, organisation_id: UUID) -> bool:
    """Say whether it is out of the organisation's hours."""
    automation = await settings.automation(unit, organisation_id)
    organisation = await accounts.organisation(unit, organisation_id)
    return not hours.open_at(automation, ZoneInfo(organisation.time_zone), unit.at)


async def _look_around(unit: Unit, organisation_id: UUID, mine: Sequence[Arrived]) -> _Around:
    automation = await settings.automation(unit, organisation_id)
    known = deciding.knows(automation, await settings.answers(unit, organisation_id))
    texts = {each.id: each for each in await conversations.written(unit, organisation_id, [each.id for each in mine])}
    people = sorted({each.contact_id for each in mine if each.contact_id})
    since = unit.at - max(automation.again_after, automation.quiet_after_agent, timedelta(days=31))
    histories = await decisions.histories(unit, organisation_id, people, since, SYSTEM)
    addresses = sorted({each.address_id for each in mine if each.address_id})
    asked = await conversations.asked_around(unit, organisation_id, addresses, unit.at - LATE)
    return _Around(known, await accounts.organisation(unit, organisation_id), texts, histories, asked)


async def _decided(unit: Unit, organisation_id: UUID, message: Arrived, thread: Thread, around: _Around) -> Decision:
    spoken = _spoken(message, around)
    found = deciding.decide(around.knows, spoken)
    if found.does in _SAYS and not await _writable(unit, organisation_id, thread, message):
        return deciding.decide(around.knows, replace(spoken, writable=False))
    return found


def _spoken(message: Arrived, around: _Around) -> Spoken:
    automation, zone = around.knows.automation, around.zone
    here = [each for each in around.asked if each.address_id == message.address_id and not each.source.startswith(SURVEY)]
    answer_like = message.reading == "answer"
    is_open = any(each.is_open for each in here)
    closed = not hours.open_at(automation, zone, message.at)
    return Spoken(
        text=around.texts[message.id].text,
        channel=message.channel,
        at=message.at,
        history=around.histories.get(message.contact_id or message.id, History()),
        answer_like=answer_like,
        unclear=message.reading == "unclear",
        asked=is_open,
        taken=any(each.is_open and each.source.startswith(_TELLS_HOW) for each in here),
        late=answer_like and bool(here) and not is_open,
        closed=closed,
        closed_since=hours.closed_since(automation, zone, message.at) if closed else None,
    )


async def _writable(unit: Unit, organisation_id: UUID, thread: Thread, message: Arrived) -> bool:
    """Say whether free text may go back by the channel by which they wrote."""
    now = replace(thread, channel=message.channel, sender_id=message.sender_id, address_id=message.address_id)
    found = await ways(unit, organisation_id, now)
    return any(each.channel is message.channel and each.state is WayState.OPEN for each in found)


def _need(message: Arrived, decision: Decision) -> Need:
    """Say whether a message needs a person after what is done about it."""
    if decision.does in _DEALT_WITH:
        return Need(person=False, why=Why.AUTO_ANSWERED)
    if decision.because in {Because.ASKED, Because.LATE}:
        return Need(person=True, why=Why.NOT_UNDERSTOOD)
    return need_of(message)


async def _say(unit: Unit, organisation_id: UUID, thread: Thread, weighed: Weighed) -> bool:
    """Answer through the ledger, once for the message; False where it can't leave, or says what is not known of the person."""
    message = weighed.message
    try:
        async with unit.part():
            text = await _words(unit, organisation_id, message, weighed.decision)
            draft = Draft(key=f"auto:{message.id}", text=text, channel=message.channel)
            await reply(unit, organisation_id, SYSTEM, thread.id, draft, anyway=True)
    except TidingsError:
        return False
    return True


async def _words(unit: Unit, organisation_id: UUID, message: Arrived, decision: Decision) -> str:
    """Return what is said to a person: in the language of their message, else in theirs. Raises Invalid for what is not known of them."""
    organisation = await accounts.organisation(unit, organisation_id)
    people = await contacts.people(unit, organisation_id, [message.contact_id] if message.contact_id else [])
    person = next(iter(people.values()))
    spoken = decision.language or (person.locale or organisation.locale)
    if decision.does in {Does.ANSWERED, Does.KEYWORD} and decision.answer is not None:
        return fill(person, decision.answer.answer.answers, decision.answer.answer.default_locale, spoken, {"business": organisation.name})
    automation, zone = await settings.automation(unit, organisation_id), ZoneInfo(organisation.time_zone)
    back = saying.when(hours.opens_next(automation, zone, unit.at), unit.at, zone, spoken)
    said = Said.LATE if decision.does is Does.LATE else Said.CLOSED
    text = saying.text_for(automation, said, spoken, long=back is None)
    return fill(person, {spoken: text}, spoken, spoken, {"business": organisation.name, "when": back or ""})


def fill(person: Person, texts: Mapping[str, str], default_locale: str, spoken: str, values: Mapping[str, str]) -> str:
    """Return a text as one person reads it, in the language that is spoken if there is a text in it. Raises Invalid for what is not known of them."""
    same = {locale: text for locale, text in texts.items() if locale[:2].lower() == spoken[:2].lower()}
    first = default_locale if default_locale in same or not same else next(iter(same))
    compiled = content.filler(same or texts, first)
    if missing := compiled.missing(person, values):
        raise errors.lacking(", ".join(missing))
    return compiled.preview(person, values).text


async def _leave(unit: Unit, organisation_id: UUID, thread_id: UUID, message: Arrived) -> None:
    """Open a thread for a person after all: what was to be said could not leave."""
    (thread,) = await threads.hold(unit, organisation_id, [thread_id])
    moved, whats = moving.heard(thread, message, need_of(message), unit.at)
    await threads.update(unit, organisation_id, [moved])
    await items.add_events(unit, organisation_id, events_of(unit, SYSTEM, [(thread_id, what) for what in whats]))


def _record(thread: Thread, message: Arrived, decision: Decision) -> Decided:
    reading = decision.reading
    best, runner_up = (reading.best, reading.runner_up) if reading else (None, None)
    words = [decision.escalates.word] if decision.escalates else list(best.words) if best else []
    answer = decision.answer
    return Decided(
        message_id=message.id,
        thread_id=thread.id,
        contact_id=message.contact_id,
        channel=message.channel,
        does=decision.does,
        because=decision.because,
        answer_id=answer.id if answer else None,
        answer_version=answer.version if answer else None,
        score=best.score if best else None,
        runner_up_id=runner_up.id if runner_up else None,
        runner_up_score=runner_up.score if runner_up else None,
        words=words,
        language=decision.language,
        at=message.at,
    )


async def _tell(unit: Unit, organisation_id: UUID, thread: Thread, done: Decision, message: Arrived) -> None:
    """Show in the thread what was done."""
    if done.does is Does.ESCALATED and done.escalates is not None:
        urgency = max(thread.urgency, done.urgency)
        automation = await settings.automation(unit, organisation_id)
        await escalate(unit, organisation_id, SYSTEM, thread.id, urgency, code=done.escalates.word, team_id=automation.escalation_team)
        return
    suggested = [str(each) for each in deciding.answer_ids(done)]
    what = EventWhat.AUTO_ANSWERED if done.does in _SAYS else EventWhat.SUGGESTED if suggested else None
    if what is None:
        return
    detail = {
        "message_id": str(message.id),
        "does": done.does.value,
        "because": done.because.value,
        "answer_id": str(done.answer.id) if done.answer and done.does in _SAYS else None,
        "suggested": suggested,
    }
    await items.add_events(unit, organisation_id, events_of(unit, SYSTEM, [(thread.id, what)], detail))
