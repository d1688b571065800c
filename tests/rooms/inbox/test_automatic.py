"""What the inbox does of its own accord, told as conversations: what is said, what is answered, whether a person is needed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from support.inboxing import ANA, BEN, Desk
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question
from tidings.inbox import service as inbox
from tidings.inbox.errors import automatic as errors
from tidings.inbox.types import Status, Urgency, Why
from tidings.inbox.types.automatic import AutoAnswer, AutoKind, Automation, Because, Decided, Does, Hours, KeptAnswer
from tidings.kernel.errors import TidingsError
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel

BY = "cli:test"
ON = Automation(on=True)
HOURS = AutoAnswer(
    "Hours",
    AutoKind.QUESTION,
    {"en": ["What are your opening hours?", "When are you open?"], "fr": ["Quels sont vos horaires ?", "Quand êtes-vous ouverts ?"]},
    ["HOURS"],
    {"en": "We are open from 9 to 18.", "fr": "Nous sommes ouverts de 9h à 18h."},
    "en",
)
PRICE = AutoAnswer("Prices", AutoKind.KEYWORD, {}, ["TARIF", "PRICE"], {"en": "{{ business }}: from 30 euros."}, "en")


async def _answers(desk: Desk, automation: Automation = ON, *answers: AutoAnswer) -> Sequence[KeptAnswer]:
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.put_automation(unit, desk.organisation, BY, automation)
        return [await inbox.add_auto_answer(unit, desk.organisation, BY, each) for each in answers or (HOURS, PRICE)]


async def _decided(desk: Desk) -> list[Decided]:
    """Return what was done about messages, the oldest first."""
    async with desk.world.database.unit(desk.organisation) as unit:
        return list(reversed((await inbox.list_decisions(unit, desk.organisation)).rows))


async def _asked(desk: Desk, source: str, phone: str = ANA, **changes: Any) -> None:
    """Have something asked of a phone by SMS that takes yes and no."""
    async with desk.world.database.unit(desk.organisation) as unit:
        address = (await desk.thread(phone)).listed.thread.address_id
        assert address is not None
        settings: dict[str, Any] = {"expires_at": desk.world.clock.now().replace(year=2030)} | changes
        question = Question(new_id(unit.at), Channel.SMS, address, None, [Answer.YES, Answer.NO], source, **settings)
        await conversations.ask(unit, desk.organisation, [question])


async def test_what_people_commonly_ask_is_answered_once_and_needs_nobody(desk: Desk) -> None:
    await _answers(desk)
    await desk.says("Hello, when are you open?", channel=Channel.SMS)
    assert await desk.counter.texts() == ["We are open from 9 to 18."]
    thread = (await desk.thread()).listed.thread
    assert (thread.status, thread.why, thread.waiting_since) == (Status.RESOLVED, Why.AUTO_ANSWERED, None)
    assert await desk.happened() == ["auto_answered"]
    (decided,) = await _decided(desk)
    assert (decided.does, decided.because, decided.language) == (Does.ANSWERED, Because.FITS, "en")
    assert decided.score is not None
    assert decided.score >= ON.sure
    await desk.says("vous etes ouverts a quelle heure ?", BEN)
    assert await desk.counter.texts() == ["Nous sommes ouverts de 9h à 18h."]
    await desk.says("tarif", BEN)
    assert [each.endswith(": from 30 euros.") for each in await desk.counter.texts()] == [True]


async def test_a_message_that_is_brought_twice_is_answered_once(desk: Desk) -> None:
    await _answers(desk)
    for _ in range(2):
        await desk.says("When are you open?", provider_id="SM-same")
    assert len(await desk.counter.texts()) == 1
    assert len(await _decided(desk)) == 1


async def test_two_machines_do_not_answer_each_other_for_ever(desk: Desk) -> None:
    await _answers(desk)
    for _ in range(4):
        await desk.says("When are you open?", channel=Channel.SMS)
    assert len(await desk.counter.texts()) == 1
    assert [each.because for each in await _decided(desk)] == [Because.FITS, Because.AGAIN, Because.AGAIN, Because.AGAIN]
    assert (await desk.thread()).listed.thread.status is Status.OPEN
    await desk.receive([(text, BEN, Channel.SMS, {}) for text in ("When are you open?", "when are you open")])
    assert len(await desk.counter.texts()) == 1, "one batch of callbacks counts as well"


async def test_whoever_said_stop_gets_no_answer_and_a_person_is_told_why(desk: Desk) -> None:
    await _answers(desk)
    await desk.says("STOP", channel=Channel.SMS)
    await desk.counter.deliver()
    await desk.says("When are you open?", channel=Channel.SMS)
    assert await desk.counter.texts() == []
    assert ((await _decided(desk))[-1].because, (await desk.thread()).listed.thread.status) == (Because.NO_WAY, Status.OPEN)


async def test_an_answer_that_names_what_is_not_known_of_somebody_is_left_to_a_person(desk: Desk) -> None:
    await _answers(desk, ON, replace(HOURS, answers={"en": "Dear {{ first_name }}, from 9 to 18."}))
    await desk.says("When are you open?")
    assert await desk.counter.texts() == []
    thread = (await desk.thread()).listed.thread
    assert (thread.status, thread.why, (await _decided(desk))[0].because) == (Status.OPEN, Why.WROTE, Because.NO_WAY)


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("I want to speak to a human", Urgency.LOW), ("C'est urgent", Urgency.NORMAL), ("When are you open? my lawyer wants to know", Urgency.HIGH)],
)
async def test_words_for_a_person_put_the_conversation_first_and_nothing_is_answered(desk: Desk, text: str, urgency: Urgency) -> None:
    await _answers(desk)
    await desk.says("Bonjour", BEN)
    await desk.says(text)
    assert await desk.counter.texts() == []
    first = (await desk.threads())[0].thread
    assert (first.id, first.urgency, first.why) == ((await desk.thread()).listed.thread.id, urgency, Why.ESCALATED)
    assert "escalated" in await desk.happened()
    assert (await _decided(desk))[-1].does is Does.ESCALATED


async def test_escalated_conversations_go_to_their_team(desk: Desk) -> None:
    async with desk.world.database.unit(desk.organisation) as unit:
        team = await inbox.add_team(unit, desk.organisation, BY, "Complaints", [])
    await _answers(desk, replace(ON, escalation_team=team.id))
    await desk.says("I want a refund")
    assert (await desk.thread()).listed.thread.team_id == team.id


async def test_what_is_in_between_is_suggested_and_the_rest_is_for_a_person(desk: Desk) -> None:
    answers = await _answers(desk)
    await desk.says("does the bakery open")
    await desk.says("my umbrella is blue")
    first, second = await _decided(desk)
    assert (first.does, first.answer_id, second.does) == (Does.SUGGESTED, answers[0].id, Does.PERSON)
    assert await desk.counter.texts() == []
    suggested = [each.event.detail["suggested"] for each in await desk.items() if each.event and each.event.what.value == "suggested"]
    assert suggested == [[str(answers[0].id)]]


async def test_while_an_agent_talks_with_somebody_the_machine_is_quiet(desk: Desk) -> None:
    await _answers(desk)
    await desk.says("Bonjour", channel=Channel.SMS)
    await desk.reply("Bonjour, que puis-je pour vous ?")
    await desk.counter.texts()
    await desk.says("When are you open?", channel=Channel.SMS)
    assert (await desk.counter.texts(), (await _decided(desk))[-1].because) == ([], Because.AGENT)


async def test_out_of_hours_people_are_told_once_when_we_are_back(desk: Desk) -> None:
    closed = replace(ON, hours=[Hours(7, time(3), time(4))], tell_closed=True)
    await _answers(desk, closed)
    await desk.says("my phone fell into the sea", channel=Channel.SMS)
    (told,) = await desk.counter.texts()
    assert "we are closed now" in told
    assert "at 03:00" in told
    await desk.says("hello??? are you there", channel=Channel.SMS)
    assert await desk.counter.texts() == []
    thread = (await desk.thread()).listed.thread
    assert (thread.status, [each.does for each in await _decided(desk)]) == (Status.OPEN, [Does.CLOSED, Does.PERSON])
    await desk.says("Je voudrais parler du devis de mon frère", BEN, channel=Channel.SMS)
    (french,) = await desk.counter.texts()
    assert "nous sommes fermés" in french


async def test_what_may_answer_something_open_gets_nothing_else(desk: Desk) -> None:
    await _answers(desk)
    await desk.says("Bonjour", channel=Channel.SMS)
    await _asked(desk, "repair:1")
    for text in ("yes but at 5?", "sí", "ja gerne"):
        await desk.says(text, channel=Channel.SMS)
        assert (await _decided(desk))[-1].because is Because.ASKED, text
    assert (await desk.thread()).listed.thread.why is Why.NOT_UNDERSTOOD
    assert await desk.counter.texts() == []
    await desk.says("when are you open?", channel=Channel.SMS)
    assert await desk.counter.texts() == ["We are open from 9 to 18."], "a question of its own is answered beside what is open"
    await desk.says("Bonjour", BEN, channel=Channel.SMS)
    await _asked(desk, "waitlist:1", BEN)
    await desk.says("when are you open?", BEN, channel=Channel.SMS)
    assert await desk.counter.texts() == [], "whoever offers a slot says how to answer"


async def test_a_late_answer_is_told_so_once_and_a_person_reads_it(desk: Desk) -> None:
    await _answers(desk)
    await desk.says("Bonjour", channel=Channel.SMS)
    await _asked(desk, "repair:1", expires_at=desk.world.clock.now())
    for expected in ([True], []):
        await desk.says("Oui", channel=Channel.SMS)
        assert ["trop tard" in each or "too late" in each for each in await desk.counter.texts()] == expected
    assert (await desk.thread()).listed.thread.why is Why.NOT_UNDERSTOOD


async def test_an_automatic_answer_changes_in_versions_that_can_be_restored(desk: Desk) -> None:
    (first, _) = await _answers(desk)
    async with desk.world.database.unit(desk.organisation) as unit:
        changed = await inbox.change_auto_answer(unit, desk.organisation, BY, first.id, replace(HOURS, answers={"en": "Ask us."}), version=1)
        assert changed.version == 2
        with pytest.raises(TidingsError) as refused:
            await inbox.change_auto_answer(unit, desk.organisation, BY, first.id, HOURS, version=1)
        assert refused.value.code == errors.changed_meanwhile().code
    await desk.says("When are you open?")
    assert await desk.counter.texts() == ["Ask us."]
    async with desk.world.database.unit(desk.organisation) as unit:
        assert (await inbox.restore_auto_answer(unit, desk.organisation, BY, first.id, 1)).version == 3
        assert [each.version for each in await inbox.auto_answer_versions(unit, desk.organisation, first.id)] == [3, 2, 1]
        await inbox.archive_auto_answer(unit, desk.organisation, BY, first.id, archived=True)
    await desk.says("When are you open?", BEN)
    assert await desk.counter.texts() == []
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.add_auto_answer(unit, desk.organisation, BY, HOURS)
        with pytest.raises(TidingsError) as taken:
            await inbox.archive_auto_answer(unit, desk.organisation, BY, first.id, archived=False)
    assert taken.value.code == "keyword_taken"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (replace(HOURS, keywords=["STOP"]), "keyword_reserved"),
        (replace(HOURS, keywords=["aide"]), "keyword_reserved"),
        (replace(HOURS, sayings={}), "auto_answer_unfit"),
        (replace(PRICE, keywords=[]), "auto_answer_unfit"),
        (replace(HOURS, default_locale="de"), "auto_answer_unfit"),
        (replace(HOURS, answers={"en": "Dear {{ first_name"}), "text_unfit"),
    ],
)
async def test_an_automatic_answer_that_can_not_be_is_refused(desk: Desk, answer: AutoAnswer, code: str) -> None:
    with pytest.raises(TidingsError) as refused:
        await _answers(desk, ON, answer)
    assert refused.value.code == code
