"""After a conversation people are asked once how it went, and every way of answering is understood or left to a person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from support.inboxing import ANA, BEN, Desk
from tidings.inbox import service as inbox
from tidings.inbox.types import Status, Urgency
from tidings.inbox.types.automatic import Automation, By, Figures, NotAsked, Survey, SurveyState
from tidings.kernel.words import Channel

BY = "cli:test"
ON = Automation(survey=True)


async def _survey(desk: Desk, automation: Automation = ON) -> None:
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.put_automation(unit, desk.organisation, BY, automation)


async def _talked(desk: Desk, phone: str = ANA, channel: Channel = Channel.SMS) -> None:
    """Have somebody write, an agent answer, and resolve it."""
    await desk.says("Bonjour", phone, channel=channel)
    await desk.reply("Bonjour, c'est fait.", phone)
    await desk.settle(Status.RESOLVED, phone)
    await desk.counter.texts()


async def _asked(desk: Desk) -> list[str]:
    """Let the time come, and return what leaves then."""
    desk.world.clock.advance(minutes=11)
    await desk.look()
    return await desk.counter.texts()


async def _of(desk: Desk, phone: str = ANA) -> list[tuple[Survey, str]]:
    thread = (await desk.thread(phone)).listed.thread
    async with desk.world.database.unit(desk.organisation) as unit:
        return list(await inbox.surveys_of(unit, desk.organisation, thread.id))


async def _figures(desk: Desk, by: By = By.DAY) -> tuple[Figures, list[Figures]]:
    async with desk.world.database.unit(desk.organisation) as unit:
        whole, parts = await inbox.figures(unit, desk.organisation, by)
        return whole, list(parts)


async def test_a_resolved_conversation_is_asked_about_and_the_number_is_kept_with_its_remark(desk: Desk) -> None:
    await _survey(desk)
    await _talked(desk)
    assert (await _of(desk))[0][0].state is SurveyState.DUE
    (text,) = await _asked(desk)
    assert "1" in text
    assert "5" in text
    await desk.says("5, very kind", channel=Channel.SMS)
    ((survey, remark),) = await _of(desk)
    assert (survey.state, survey.score, remark) == (SurveyState.ANSWERED, 5, "very kind")
    assert (await desk.thread()).listed.thread.status is Status.RESOLVED
    assert (await desk.happened())[-2:] == ["survey_sent", "survey_answered"]


@pytest.mark.parametrize(("said", "score"), [("cinq", 5), ("⭐⭐⭐⭐", 4), ("3/5", 3), ("4️⃣", 4)])
async def test_a_number_is_understood_as_people_give_it(desk: Desk, said: str, score: int) -> None:
    await _survey(desk)
    await _talked(desk, channel=Channel.WHATSAPP)
    await _asked(desk)
    await desk.says(said)
    assert (await _of(desk))[0][0].score == score


async def test_whoever_was_not_content_comes_before_a_person(desk: Desk) -> None:
    await _survey(desk)
    await _talked(desk)
    await _asked(desk)
    await desk.says("1. Nobody called me back", channel=Channel.SMS)
    thread = (await desk.thread()).listed.thread
    assert (thread.status, thread.urgency) == (Status.OPEN, Urgency.LOW)
    assert (await _of(desk))[0][1] == "Nobody called me back"


async def test_a_second_answer_takes_the_place_of_the_first_and_a_late_one_counts(desk: Desk) -> None:
    await _survey(desk)
    await _talked(desk)
    await _talked(desk, BEN)
    await _asked(desk)
    await desk.says("2", channel=Channel.SMS)
    await desk.says("4", channel=Channel.SMS)
    assert (await _of(desk))[0][0].score == 4
    desk.world.clock.advance(days=5)
    await desk.says("5", BEN, channel=Channel.SMS)
    assert (await _of(desk, BEN))[0][0].score == 5
    assert (await desk.thread(BEN)).listed.thread.status is Status.RESOLVED
    desk.world.clock.advance(days=2)
    await desk.says("3", BEN, channel=Channel.SMS)
    assert (await _of(desk, BEN))[0][0].score == 5, "a day later a number means something else"
    assert (await desk.thread(BEN)).listed.thread.status is Status.OPEN


@pytest.mark.parametrize(("first", "later"), [("5", timedelta(hours=1)), ("4", timedelta(minutes=1)), (None, timedelta(days=4))])
async def test_a_bad_number_comes_before_a_person_also_where_it_comes_late_or_takes_a_good_ones_place(
    desk: Desk, first: str | None, later: timedelta
) -> None:
    await _survey(desk)
    await _talked(desk)
    await _asked(desk)
    if first is not None:
        await desk.says(first, channel=Channel.SMS)
    desk.world.clock.advance(seconds=later.total_seconds())
    await desk.says("1, my phone is still broken", channel=Channel.SMS)
    thread = (await desk.thread()).listed.thread
    assert (thread.status, thread.urgency) == (Status.OPEN, Urgency.LOW)
    assert (await _of(desk))[0][1] == "my phone is still broken"
    await desk.settle(Status.RESOLVED)
    await desk.says("2", channel=Channel.SMS)
    assert (await desk.thread()).listed.thread.status is Status.RESOLVED, "once is enough"


async def test_what_is_said_right_after_a_number_is_kept_with_it_and_read_by_a_person(desk: Desk) -> None:
    await _survey(desk)
    await _talked(desk)
    await _asked(desk)
    await desk.says("4", channel=Channel.SMS)
    await desk.says("the queue was long though", channel=Channel.SMS)
    assert (await _of(desk))[0][1] == "the queue was long though"
    assert (await desk.thread()).listed.thread.status is Status.OPEN


async def test_once_an_agent_writes_again_a_number_answers_the_agent(desk: Desk) -> None:
    await _survey(desk)
    await _talked(desk)
    await _asked(desk)
    desk.world.clock.advance(minutes=1)
    await desk.reply("Combien de personnes serez-vous demain ?")
    await desk.says("4", channel=Channel.SMS)
    assert (await _of(desk))[0][0].score is None
    assert (await desk.thread()).listed.thread.status is Status.OPEN


async def test_nobody_is_asked_twice_in_the_time_nor_after_a_complaint_nor_after_a_stop(desk: Desk) -> None:
    await _survey(desk)
    await _talked(desk)
    await _asked(desk)
    await _talked(desk)
    assert [survey.why for survey, _ in await _of(desk)] == [NotAsked.LATELY, None]
    await desk.says("I want a refund", BEN, channel=Channel.SMS)
    await desk.reply("C'est fait.", BEN)
    await desk.settle(Status.RESOLVED, BEN)
    await desk.counter.texts()
    assert [survey.why for survey, _ in await _of(desk, BEN)] == [NotAsked.COMPLAINT]
    carl = "+33612000003"
    await _talked(desk, carl)
    await desk.says("STOP", carl, channel=Channel.SMS)
    await desk.counter.deliver()
    assert await _asked(desk) == []
    assert [survey.why for survey, _ in await _of(desk, carl)] == [NotAsked.CLOSED]
    assert "survey_not_sent" in await desk.happened(carl)


async def test_a_conversation_that_goes_on_or_whose_window_closed_is_not_asked_about(desk: Desk) -> None:
    await _survey(desk)
    await _talked(desk)
    await desk.says("Encore une chose", channel=Channel.SMS)
    assert await _asked(desk) == []
    assert [survey.why for survey, _ in await _of(desk)] == [NotAsked.REOPENED]
    await _survey(desk, replace(ON, survey_after=timedelta(hours=30)))
    await _talked(desk, BEN, Channel.WHATSAPP)
    desk.world.clock.advance(hours=31)
    assert await _asked(desk) == []
    assert [survey.why for survey, _ in await _of(desk, BEN)] == [NotAsked.WINDOW]


async def test_the_measures_tell_how_quickly_people_were_answered_and_how_content_they_were(desk: Desk) -> None:
    await _survey(desk)
    await desk.says("Bonjour", channel=Channel.SMS)
    desk.world.clock.advance(minutes=6)
    await desk.reply("Bonjour")
    desk.world.clock.advance(minutes=14)
    await desk.settle(Status.RESOLVED)
    await desk.counter.texts()
    await _asked(desk)
    await desk.says("5", channel=Channel.SMS)
    whole, parts = await _figures(desk, By.AGENT)
    assert (whole.conversations, whole.first_response.count, whole.resolution.count) == (1, 1, 1)
    assert whole.first_response.median == pytest.approx(360, abs=3)
    assert whole.resolution.median == pytest.approx(1200, abs=3)
    assert (whole.surveys, whole.rated, whole.score, whole.scores) == (1, 1, 5, [0, 0, 0, 0, 1])
    assert [each.key for each in parts] == [desk.nadia]
    for by, key in ((By.CHANNEL, "sms"), (By.TEAM, None)):
        assert [each.key for each in (await _figures(desk, by))[1]] == [key]
