"""What the inbox decides about what people write, in the transaction that takes it in: so once for each message, and a batch at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.accounts.types import Organisation
from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.conversations import service as conversations
from tidings.conversations.types import Around as Asked
from tidings.inbox import errors
from tidings.inbox.queries import automation as settings
from tidings.inbox.queries import decisions
from tidings.inbox.rules import deciding, hours
from tidings.inbox.rules.deciding import Decision, Knows, Spoken
from tidings.inbox.rules.needing import need_of
from tidings.inbox.service.surveying import SOURCE as SURVEY
from tidings.inbox.service.surveying import hear
from tidings.inbox.service.ways import ways_back
from tidings.inbox.types import SYSTEM, Arrived, Need, Thread, Way, Why
from tidings.inbox.types.automatic import Because, Does, History
from tidings.infra.db.unit import Unit

LATE = timedelta(days=7)
"""How long after something asked is over an answer to it is told that it came too late."""
_TELLS_HOW = ("waitlist:",)
"""Beginnings of the sources of questions whose room tells people how to answer when it does not understand them."""
_READ = frozenset({"other", "answer", "unclear"})
_WRITTEN = frozenset({"text", "button"})
SAYS = frozenset({Does.ANSWERED, Does.KEYWORD, Does.CLOSED, Does.LATE})
_DEALT_WITH = frozenset({Does.ANSWERED, Does.KEYWORD, Does.SURVEYED})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A message with what is done about it, whether it needs a person then, and the way by which it may be answered."""

    message: Arrived
    decision: Decision
    need: Need
    way: Way | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of everybody who wrote, for all their messages."""

    knows: Knows
    organisation: Organisation
    texts: Mapping[UUID, str]
    histories: Mapping[UUID, History]
    asked: Sequence[Asked]

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.organisation.time_zone)


@dataclass(frozen=True, slots=True)
class Scales:
    """What was decided about messages, by their ids, with what it rests on; None of what where there was nothing to decide."""

    weighed: Mapping[UUID, Weighed]
    around: Around | None = None


async def weigh(unit: Unit, organisation_id: UUID, arrived: Sequence[Arrived], owners: Mapping[UUID, Thread]) -> Scales:
    """Decide what is done about those messages that no room took; `owners` are the threads of their writers, as they stand before them.

    A constant number of statements, however many messages came.
    """
    mine = [each for each in arrived if each.contact_id and each.reading in _READ and each.kind in _WRITTEN and need_of(each).person]
    if not mine:
        return Scales({})
    mine.sort(key=lambda each: (each.at, each.id))
    around = await _look_around(unit, organisation_id, mine)
    rated = await hear(unit, organisation_id, mine, around.texts)
    read = {each.id: deciding.decide(around.knows, _spoken(each, around)) for each in mine if each.id not in rated}
    back = await _ways(unit, organisation_id, [each for each in mine if each.id in read and read[each.id].does in SAYS], owners)
    had, weighed = dict(around.histories), dict[UUID, Weighed]()
    for message in mine:
        if message.id in rated:
            weighed[message.id] = Weighed(message, Decision(Does.SURVEYED, Because.RATED), Need(person=False, why=Why.ANSWERED))
            continue
        contact_id, way = message.contact_id or message.id, back.get(message.id)
        same = way is not None and had.get(contact_id) is around.histories.get(contact_id)
        decision = read[message.id] if same else _decided(message, read[message.id], replace(around, histories=had), writable=way is not None)
        if decision.key is not None:
            before = had.get(contact_id, History())
            had[contact_id] = replace(before, answers=[(decision.key, message.at), *before.answers])
        weighed[message.id] = Weighed(message, decision, _need(message, decision), way)
    return Scales(weighed, around)


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


async def _look_around(unit: Unit, organisation_id: UUID, mine: Sequence[Arrived]) -> Around:
    automation = await settings.automation(unit, organisation_id)
    known = deciding.knows(automation, await settings.answers(unit, organisation_id))
    texts = {each.id: each.text for each in await conversations.written(unit, organisation_id, [each.id for each in mine])}
    people = sorted({each.contact_id for each in mine if each.contact_id})
    since = unit.at - max(automation.again_after, automation.quiet_after_agent, timedelta(days=31))
    histories = await decisions.histories(unit, organisation_id, people, since, SYSTEM)
    addresses = sorted({each.address_id for each in mine if each.address_id})
    asked = await conversations.asked_around(unit, organisation_id, addresses, unit.at - LATE)
    return Around(known, await accounts.organisation(unit, organisation_id), texts, histories, asked)


def _decided(message: Arrived, first: Decision, around: Around, *, writable: bool) -> Decision:
    """Decide again where something was said meanwhile that speaks against an answer, or nothing can go back."""
    if first.does not in SAYS:
        return first
    spoken = _spoken(message, around)
    return deciding.decide(around.knows, spoken if writable else replace(spoken, writable=False))


async def _ways(unit: Unit, organisation_id: UUID, messages: Sequence[Arrived], owners: Mapping[UUID, Thread]) -> Mapping[UUID, Way]:
    """Return by which way each message may be answered in words, where it may: by the channel by which it came."""
    threads = {each.contact_id: each for each in owners.values()}
    return await ways_back(
        unit,
        organisation_id,
        {
            each.id: (replace(threads[each.contact_id], channel=each.channel, sender_id=each.sender_id, address_id=each.address_id), each.at)
            for each in messages
        },
    )


def _spoken(message: Arrived, around: Around) -> Spoken:
    automation, zone = around.knows.automation, around.zone
    here = [each for each in around.asked if each.address_id == message.address_id and not each.source.startswith(SURVEY)]
    answer_like = message.reading == "answer"
    is_open = any(each.is_open for each in here)
    closed = not hours.open_at(automation, zone, message.at)
    return Spoken(
        text=around.texts[message.id],
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


def _need(message: Arrived, decision: Decision) -> Need:
    """Say whether a message needs a person after what is done about it."""
    if decision.does in _DEALT_WITH:
        return Need(person=False, why=Why.AUTO_ANSWERED)
    if decision.because in {Because.ASKED, Because.LATE}:
        return Need(person=True, why=Why.NOT_UNDERSTOOD)
    return need_of(message)


def fill(person: Person, texts: Mapping[str, str], default_locale: str, spoken: str, values: Mapping[str, str]) -> str:
    """Return a text as one person reads it, in the language that is spoken if there is a text in it. Raises Invalid for what is not known of them."""
    same = {locale: text for locale, text in texts.items() if locale[:2].lower() == spoken[:2].lower()}
    first = default_locale if default_locale in same or not same else next(iter(same))
    compiled = content.filler(same or texts, first)
    if missing := compiled.missing(person, values):
        raise errors.lacking(", ".join(missing))
    return compiled.preview(person, values).text
