"""One question after a conversation, and its answers: on time, late, changed, and what is said beside them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tidings.conversations import service as conversations
from tidings.conversations.types import Answer
from tidings.inbox import errors
from tidings.inbox.queries import automation as settings
from tidings.inbox.queries import items, surveys, threads
from tidings.inbox.service.noting import Happening, events_of, happened_now
from tidings.inbox.types import SYSTEM, Arrived, EventWhat, Thread
from tidings.inbox.types.automatic import NotAsked, Survey, SurveyState
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id

SOURCE = "inbox_survey:"
OPEN_FOR = timedelta(days=3)
"""How long a number answers a survey wherever it is said; later it has to be all that was said to us since."""
_LATE = timedelta(days=30)
_CHANGE = timedelta(days=1)
"""How long after an answer another number takes its place."""
_REMARK = timedelta(minutes=30)
_COMPLAINT = timedelta(days=7)
_SEALED_AS = "inbox_remark"
EXPECTS = (Answer.ONE, Answer.TWO, Answer.THREE, Answer.FOUR, Answer.FIVE)


async def on_resolved(unit: Unit, organisation_id: UUID, thread: Thread, actor: str) -> None:
    """Plan the question for whoever an agent talked with; whoever complained, or was asked lately, is not asked, and the thread says so."""
    automation = await settings.automation(unit, organisation_id)
    if not automation.survey or actor == SYSTEM or thread.replied_id is None:
        return
    if thread.contact_id is None or thread.channel is None or thread.sender_id is None or thread.address_id is None:
        return
    planned = Survey(
        id=new_id(unit.at),
        thread_id=thread.id,
        contact_id=thread.contact_id,
        channel=thread.channel,
        sender_id=thread.sender_id,
        address_id=thread.address_id,
        agent=actor,
        team_id=thread.team_id,
        state=SurveyState.DUE,
        why=None,
        due_at=unit.at + automation.survey_after,
    )
    why = None
    if await surveys.had_since(unit, organisation_id, thread.contact_id, unit.at - automation.survey_every):
        why = NotAsked.LATELY
    elif await surveys.complained(unit, organisation_id, thread.id, unit.at - _COMPLAINT):
        why = NotAsked.COMPLAINT
    if why is None:
        await surveys.put(unit, organisation_id, planned)
    else:
        await not_asked(unit, organisation_id, planned, why)


async def not_asked(unit: Unit, organisation_id: UUID, survey: Survey, why: NotAsked) -> None:
    """Keep that somebody is not asked, and why; their thread shows it."""
    await surveys.put(unit, organisation_id, replace(survey, state=SurveyState.NOT_ASKED, why=why))
    await _tell(unit, organisation_id, survey, EventWhat.SURVEY_NOT_SENT, {"why": why.value})


async def on_agent(unit: Unit, organisation_id: UUID, thread_id: UUID) -> None:
    """Ask no more once an agent writes: a number answers the agent then."""
    asked = await surveys.open_of(unit, organisation_id, thread_id)
    await conversations.close_questions(unit, organisation_id, [f"{SOURCE}{each}" for each in asked])


async def on_answers(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> Sequence[tuple[Survey, int]]:
    """Keep the numbers that people gave; returns them with their surveys, as they were before."""
    mine = sorted((each.data for each in events if str(each.data["source"]).startswith(SOURCE)), key=lambda data: (data["at"], data["message_id"]))
    if not mine:
        return []
    texts = {each.id: each.text for each in await conversations.written(unit, organisation_id, [UUID(each["message_id"]) for each in mine])}
    rated: list[tuple[Survey, int]] = []
    for each in mine:
        held = await surveys.one(unit, organisation_id, UUID(str(each["source"]).removeprefix(SOURCE)))
        if held is not None:
            text = texts.get(UUID(each["message_id"]), "")
            await _rate(unit, organisation_id, held, int(each["answer"]), text, datetime.fromisoformat(each["at"]))
            rated.append((held, int(each["answer"])))
    return rated


async def hear(unit: Unit, organisation_id: UUID, messages: Sequence[Arrived], texts: Mapping[UUID, str]) -> Collection[UUID]:
    """Keep the numbers that people give after the time, or instead of the one they gave, and what they say right after one.

    Returns the messages that were such numbers; a remark may be answered besides. `messages` stand in the order in which they were said.
    """
    people = sorted({each.contact_id for each in messages if each.contact_id})
    since = min(each.at for each in messages) - _LATE
    held = {each.contact_id: each for each in await surveys.newest_asked(unit, organisation_id, people, since)}
    if not held:
        return ()
    keys, rated, told = await unit.keys(organisation_id), set[UUID](), list[Happening]()
    changed: dict[UUID, Survey] = {}
    for message in messages:
        survey = held.get(message.contact_id) if message.contact_id else None
        if survey is None or survey.asked_at is None or survey.asked_at < message.at - _LATE:
            continue
        after = _late(survey, message, texts[message.id], keys)
        if after is not None:
            rated.add(message.id)
            told += _said_of(survey, after)
            unit.happened(_rated_late(organisation_id, survey, after))
        else:
            after = _remarked(survey, message, texts[message.id], keys)
        if after is not None:
            held[survey.contact_id] = changed[survey.id] = after
    await surveys.put_many(unit, organisation_id, [changed[each] for each in sorted(changed)])
    await items.add_events(unit, organisation_id, happened_now(unit, SYSTEM, told))
    for each in changed.values():
        unit.changed(organisation_id, "thread", each.thread_id)
    return rated


def _late(held: Survey, message: Arrived, text: str, keys: OrganisationKeys) -> Survey | None:
    given = conversations.rating_of(text)
    if given is None or held.channel is not message.channel or (held.answered_at is not None and held.answered_at < message.at - _CHANGE):
        return None
    return _rated(held, int(given.value), text, message.at, keys)


def _remarked(held: Survey, message: Arrived, text: str, keys: OrganisationKeys) -> Survey | None:
    right_after = held.answered_at is not None and held.answered_at >= message.at - _REMARK
    return replace(held, remark_sealed=keys.seal(_SEALED_AS, text)) if right_after and held.remark_sealed is None else None


async def surveys_of(unit: Unit, organisation_id: UUID, thread_id: UUID) -> Sequence[tuple[Survey, str]]:
    """Return the surveys of a conversation with what was said beside the number, opened, the newest first. Raises NotFound."""
    if not await threads.by_ids(unit, organisation_id, [thread_id]):
        raise errors.no_thread()
    keys = await unit.keys(organisation_id)
    found = await surveys.of_thread(unit, organisation_id, thread_id)
    return [(each, keys.open_text(_SEALED_AS, each.remark_sealed) if each.remark_sealed else "") for each in found]


async def told_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Sequence[tuple[Survey, str]]:
    """Return the surveys of people with their remarks, for their export."""
    keys = await unit.keys(organisation_id)
    found = await surveys.of_contacts(unit, organisation_id, contact_ids)
    return [(each, keys.open_text(_SEALED_AS, each.remark_sealed) if each.remark_sealed else "") for each in found]


async def _rate(unit: Unit, organisation_id: UUID, held: Survey, score: int, text: str, at: datetime) -> None:
    rated = _rated(held, score, text, at, await unit.keys(organisation_id))
    await surveys.put(unit, organisation_id, rated)
    if told := _said_of(held, rated):
        await items.add_events(unit, organisation_id, happened_now(unit, SYSTEM, told))
        unit.changed(organisation_id, "thread", held.thread_id)


def _rated(held: Survey, score: int, text: str, at: datetime, keys: OrganisationKeys) -> Survey:
    said = conversations.remark_of(text)
    sealed = keys.seal(_SEALED_AS, said) if said else held.remark_sealed
    return replace(held, state=SurveyState.ANSWERED, score=score, answered_at=held.answered_at or at, remark_sealed=sealed)


def _said_of(before: Survey, after: Survey) -> Sequence[Happening]:
    """Return what a thread shows of a number; of the same one again nothing."""
    if before.score == after.score:
        return ()
    detail = {"survey_id": str(before.id), "score": after.score, "before": before.score}
    return [(before.thread_id, EventWhat.SURVEY_ANSWERED, detail)]


def _rated_late(organisation_id: UUID, before: Survey, after: Survey) -> Happened:
    """Tell of a number whose thread is locked, and written by whoever takes the message up: who acts on it does so after that."""
    team = str(before.team_id) if before.team_id else None
    data = {"thread_id": str(before.thread_id), "team_id": team, "before": before.score, "score": after.score}
    return Happened("survey.rated_late", organisation_id, data)


async def _tell(unit: Unit, organisation_id: UUID, survey: Survey, what: EventWhat, detail: dict[str, object]) -> None:
    told = {"survey_id": str(survey.id), **detail}
    await items.add_events(unit, organisation_id, events_of(unit, SYSTEM, [(survey.thread_id, what)], told))
    unit.changed(organisation_id, "thread", survey.thread_id)
