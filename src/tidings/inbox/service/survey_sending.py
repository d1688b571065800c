"""Asking people how it went, when the time has come and their channel is open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.conversations import service as conversations
from tidings.conversations.types import Question
from tidings.inbox.queries import automation as settings
from tidings.inbox.queries import items, surveys, threads
from tidings.inbox.rules import saying
from tidings.inbox.service.acting import escalate
from tidings.inbox.service.automatic import fill
from tidings.inbox.service.noting import events_of
from tidings.inbox.service.replying import reply
from tidings.inbox.service.surveying import EXPECTS, OPEN_FOR, SOURCE, not_asked, on_answers
from tidings.inbox.service.ways import ways
from tidings.inbox.types import SYSTEM, Draft, EventWhat, Status, Thread, Urgency, WayState
from tidings.inbox.types.automatic import NotAsked, Said, Survey, SurveyState
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError
from tidings.kernel.events import Happened

KEY = "survey:"
"""With what the keys of surveys begin among those of replies."""
_MOST = 50
_BAD = 2
"""Up to this number somebody of the team should look."""


async def ask_due(unit: Unit, organisation_id: UUID) -> int:
    """Ask whoever is due; returns how many were looked at. Threads are locked before surveys, in the order of their ids."""
    due = await surveys.due(unit, organisation_id, _MOST)
    held = {each.id: each for each in await threads.hold(unit, organisation_id, sorted({thread_id for _, thread_id in due}))}
    for survey_id, thread_id in due:
        survey = await surveys.one(unit, organisation_id, survey_id)
        if survey is not None and survey.state is SurveyState.DUE:
            await _ask(unit, organisation_id, survey, held.get(thread_id))
    return len(due)


async def on_survey_answers(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Keep the numbers that people gave; whoever was not content is put before a person, once."""
    for survey, score in await on_answers(unit, organisation_id, events):
        await _look_into(unit, organisation_id, survey.thread_id, survey.team_id, survey.score, score)


async def on_late_ratings(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to numbers that came after the time, or in the place of another: who was not content is put before a person all the same."""
    for each in sorted((event.data for event in events), key=lambda data: data["thread_id"]):
        team_id = UUID(each["team_id"]) if each["team_id"] else None
        await _look_into(unit, organisation_id, UUID(each["thread_id"]), team_id, each["before"], each["score"])


async def _look_into(unit: Unit, organisation_id: UUID, thread_id: UUID, team_id: UUID | None, before: int | None, score: int) -> None:
    if score <= _BAD and (before is None or before > _BAD):
        await escalate(unit, organisation_id, SYSTEM, thread_id, Urgency.LOW, code="low_score", team_id=team_id)


async def asked_by(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> Mapping[UUID, Collection[str]]:
    """Return what surveys asked, by the source of their message; anything else is left out."""
    found = await items.replies(unit, organisation_id, source_ids)
    return {each.id: (f"{SOURCE}{each.key.removeprefix(KEY)}",) for each in found if each.key.startswith(KEY)}


async def _ask(unit: Unit, organisation_id: UUID, survey: Survey, thread: Thread | None) -> None:
    why = await _why_not(unit, organisation_id, survey, thread)
    if why is None and not await _say(unit, organisation_id, survey):
        why = NotAsked.CLOSED
    if why is not None:
        await not_asked(unit, organisation_id, survey, why)
        return
    await surveys.put(unit, organisation_id, replace(survey, state=SurveyState.ASKED, asked_at=unit.at))
    source, expires_at = f"{SOURCE}{survey.id}", unit.at + OPEN_FOR
    await conversations.ask(
        unit, organisation_id, [Question(survey.id, survey.channel, survey.address_id, survey.sender_id, EXPECTS, source, expires_at)]
    )
    await items.add_events(unit, organisation_id, events_of(unit, SYSTEM, [(survey.thread_id, EventWhat.SURVEY_SENT)], {"survey_id": str(survey.id)}))


async def _why_not(unit: Unit, organisation_id: UUID, survey: Survey, thread: Thread | None) -> NotAsked | None:
    if thread is None or thread.status is not Status.RESOLVED:
        return NotAsked.REOPENED
    way = next((each for each in await ways(unit, organisation_id, thread) if each.channel is survey.channel), None)
    if way is None or way.state is WayState.CLOSED:
        return NotAsked.CLOSED
    return NotAsked.WINDOW if way.state is WayState.TEMPLATE else None


async def _say(unit: Unit, organisation_id: UUID, survey: Survey) -> bool:
    """Send the question; False where it may not leave."""
    automation, organisation = await settings.automation(unit, organisation_id), await accounts.organisation(unit, organisation_id)
    person = (await contacts.people(unit, organisation_id, [survey.contact_id])).get(survey.contact_id)
    if person is None:
        return False
    spoken = person.locale or organisation.locale
    try:
        async with unit.part():
            text = fill(person, {spoken: saying.text_for(automation, Said.SURVEY, spoken)}, spoken, spoken, {"business": organisation.name})
            draft = Draft(key=f"{KEY}{survey.id}", text=text, channel=survey.channel)
            await reply(unit, organisation_id, SYSTEM, survey.thread_id, draft, anyway=True)
    except TidingsError:
        return False
    return True
