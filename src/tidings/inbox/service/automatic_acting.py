"""What was decided about messages, done: answered, escalated, suggested, and kept with its reasons. As many statements for a batch as for one."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Person
from tidings.inbox.queries import decisions
from tidings.inbox.rules import deciding, hours, moving, saying
from tidings.inbox.rules.deciding import Decision
from tidings.inbox.rules.needing import need_of
from tidings.inbox.service.automatic import SAYS, Around, Scales, Weighed, fill
from tidings.inbox.service.noting import Happening
from tidings.inbox.service.replying_each import Answering, may_be_said, reply_each
from tidings.inbox.types import EventWhat, Thread
from tidings.inbox.types.automatic import Because, Decided, Does, Said
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError


async def act(unit: Unit, organisation_id: UUID, scales: Scales, owners: dict[UUID, Thread]) -> Sequence[Happening]:
    """Do what was decided and keep why; moves `owners`, the threads, which are written afterwards, and returns what they show of it."""
    weighed = sorted(scales.weighed.values(), key=lambda one: (one.message.at, one.message.id))
    if scales.around is None or not weighed:
        return []
    mine = {each.contact_id: each.id for each in owners.values()}
    said = await _say(unit, organisation_id, scales.around, [each for each in weighed if each.decision.does in SAYS], owners, mine)
    done = {each.message.id: _done(each, said) for each in weighed}
    told: list[Happening] = []
    for each in weighed:
        if done[each.message.id].because is Because.NO_WAY and each.decision.does in SAYS:
            told += _left(unit, each, owners, mine[each.message.contact_id])
    records = [(_record(owners[mine[each.message.contact_id]].id, each, done[each.message.id]), done[each.message.id].key) for each in weighed]
    fresh = await decisions.record(unit, organisation_id, records)
    for each in weighed:
        if each.message.id in fresh:
            told += _told(scales.around, each, done[each.message.id], owners, mine[each.message.contact_id])
    return told


def _done(each: Weighed, said: frozenset[UUID]) -> Decision:
    """Return what was done: what could not be said is left to a person."""
    found = each.decision
    if found.does not in SAYS or each.message.id in said:
        return found
    return Decision(Does.PERSON, Because.NO_WAY, found.answer, found.reading, language=found.language)


async def _say(
    unit: Unit, organisation_id: UUID, around: Around, says: Sequence[Weighed], owners: Mapping[UUID, Thread], mine: Mapping[UUID | None, UUID]
) -> frozenset[UUID]:
    """Answer, once for each message; returns the messages that are answered. What names something that is not known of a person is not said."""
    people = (
        await contacts.people(unit, organisation_id, sorted({each.message.contact_id for each in says if each.message.contact_id})) if says else {}
    )
    ready: dict[UUID, Answering] = {}
    for each in says:
        message, person = each.message, people.get(each.message.contact_id) if each.message.contact_id else None
        if each.way is None or person is None:
            continue
        try:
            text = _words(unit, around, person, each.decision)
            may_be_said(text, each.way.channel)
        except TidingsError:
            continue
        ready[message.id] = Answering(owners[mine[message.contact_id]], each.way, f"auto:{message.id}", text)
    return await _sent(unit, organisation_id, ready)


async def _sent(unit: Unit, organisation_id: UUID, ready: Mapping[UUID, Answering]) -> frozenset[UUID]:
    """Send answers together; if something stands in the way of all, each by itself, so that one keeps no other back."""
    if not ready:
        return frozenset()
    try:
        async with unit.part():
            await reply_each(unit, organisation_id, list(ready.values()))
    except TidingsError:
        if len(ready) == 1:
            return frozenset()
        parts = [await _sent(unit, organisation_id, {key: each}) for key, each in ready.items()]
        return frozenset[UUID]().union(*parts)
    return frozenset(ready)


def _words(unit: Unit, around: Around, person: Person, decision: Decision) -> str:
    """Return what is said to a person: in the language of their message, else in theirs. Raises Invalid for what is not known of them."""
    organisation = around.organisation
    spoken = decision.language or (person.locale or organisation.locale)
    if decision.does in {Does.ANSWERED, Does.KEYWORD} and decision.answer is not None:
        answer = decision.answer.answer
        return fill(person, answer.answers, answer.default_locale, spoken, {"business": organisation.name})
    automation, zone = around.knows.automation, around.zone
    back = saying.when(hours.opens_next(automation, zone, unit.at), unit.at, zone, spoken)
    said = Said.LATE if decision.does is Does.LATE else Said.CLOSED
    text = saying.text_for(automation, said, spoken, long=back is None)
    return fill(person, {spoken: text}, spoken, spoken, {"business": organisation.name, "when": back or ""})


def _left(unit: Unit, each: Weighed, owners: dict[UUID, Thread], thread_id: UUID) -> Sequence[Happening]:
    """Open a thread for a person after all: what was to be said could not leave."""
    owners[thread_id], whats = moving.heard(owners[thread_id], each.message, need_of(each.message), unit.at)
    return [(thread_id, what, {}) for what in whats]


def _record(thread_id: UUID, each: Weighed, decision: Decision) -> Decided:
    message, reading = each.message, decision.reading
    best, runner_up = (reading.best, reading.runner_up) if reading else (None, None)
    words = [decision.escalates.word] if decision.escalates else list(best.words) if best else []
    answer = decision.answer
    return Decided(
        message_id=message.id,
        thread_id=thread_id,
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


def _told(around: Around, each: Weighed, done: Decision, owners: dict[UUID, Thread], thread_id: UUID) -> Sequence[Happening]:
    """Return what the thread shows of it; one that is escalated is put before the others."""
    if done.does is Does.ESCALATED and done.escalates is not None:
        thread = owners[thread_id]
        urgency = max(thread.urgency, done.urgency)
        owners[thread_id], whats = moving.escalated(thread, urgency, around.knows.automation.escalation_team)
        return [(thread_id, what, {"urgency": urgency.word, "reason": done.escalates.word}) for what in whats]
    suggested = [str(answer_id) for answer_id in deciding.answer_ids(done)]
    what = EventWhat.AUTO_ANSWERED if done.does in SAYS else EventWhat.SUGGESTED if suggested else None
    if what is None:
        return []
    detail = {
        "message_id": str(each.message.id),
        "does": done.does.value,
        "because": done.because.value,
        "answer_id": str(done.answer.id) if done.answer and done.does in SAYS else None,
        "suggested": suggested,
    }
    return [(thread_id, what, detail)]
