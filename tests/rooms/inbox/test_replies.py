"""Agents answer through the ledger: once, by the right channel, and never where nothing may leave."""

import pytest

from support.inboxing import Desk
from tidings.inbox.types import NOBODY, Status, WayState, Why
from tidings.kernel.errors import Conflict
from tidings.kernel.words import Channel
from tidings.ports.outcome import Failure, Refused


async def test_an_answer_leaves_once_by_the_channel_of_the_question(desk: Desk) -> None:
    await desk.says("Vous ouvrez à quelle heure ?")
    assert (await desk.thread()).listed.unread
    first = await desk.reply("À neuf heures.", key="draft-1")
    again = await desk.reply("À neuf heures.", key="draft-1")
    assert again.id == first.id
    assert await desk.counter.texts() == ["À neuf heures."]
    opened = (await desk.thread()).listed
    assert (opened.thread.status, opened.thread.waiting_since, opened.thread.assignee_id) == (Status.PENDING, None, opened.thread.assignee_id)
    assert f"user:{opened.thread.assignee_id}" == desk.nadia
    assert not opened.unread
    assert await desk.lines() == [("inbound", "Vous ouvrez à quelle heure ?"), ("reply", "À neuf heures.")]


async def test_outside_the_window_only_a_template_goes(desk: Desk) -> None:
    await desk.says("Bonjour")
    assert (await desk.way(Channel.WHATSAPP)).state is WayState.OPEN
    desk.world.clock.advance(hours=24, seconds=1)
    way = await desk.way(Channel.WHATSAPP)
    assert (way.state, way.code, way.window_open_until) == (WayState.TEMPLATE, "window_closed", None)
    with pytest.raises(Conflict) as refused:
        await desk.reply("Bonjour", channel=Channel.WHATSAPP)
    assert refused.value.code == "window_closed"
    await desk.reply(template="ready_whatsapp", values={"device": "téléphone"}, channel=Channel.WHATSAPP)
    assert (await desk.counter.deliver()) == [Channel.WHATSAPP]
    assert (await desk.lines())[-1] == ("reply", "Your téléphone is ready.")


async def test_free_text_that_waited_until_the_window_closed_does_not_leave_and_the_team_is_told(desk: Desk) -> None:
    await desk.says("Bonjour")
    await desk.reply("Bonjour", then=Status.RESOLVED)
    desk.world.clock.advance(hours=24, seconds=1)
    assert await desk.counter.deliver() == []
    await desk.look()
    thread = (await desk.thread()).listed.thread
    assert (thread.status, thread.why) == (Status.OPEN, Why.REPLY_FAILED)


async def test_nobody_who_said_stop_is_answered_there_and_the_agent_is_told_why(desk: Desk) -> None:
    await desk.says("Bonjour", channel=Channel.SMS)
    await desk.says("STOP", channel=Channel.SMS)
    way = await desk.way(Channel.SMS)
    assert (way.state, way.code) == (WayState.CLOSED, "opted_out")
    with pytest.raises(Conflict) as refused:
        await desk.reply("Au revoir", channel=Channel.SMS)
    assert refused.value.code == "opted_out"


async def test_two_agents_do_not_answer_the_same_unless_they_want_to(desk: Desk) -> None:
    await desk.says("Bonjour")
    seen = (await desk.thread()).listed.thread.replied_id or NOBODY
    await desk.reply("Bonjour de Nadia", seen=seen)
    await desk.reply("Encore Nadia", seen=seen)
    with pytest.raises(Conflict) as refused:
        await desk.reply("Bonjour d'Omar", agent=desk.omar, seen=seen)
    assert refused.value.code == "answered_meanwhile"
    await desk.reply("Bonjour d'Omar", agent=desk.omar, seen=seen, anyway=True)
    assert len(await desk.counter.texts()) == 3


async def test_an_answer_that_a_provider_refuses_opens_the_thread_again(desk: Desk) -> None:
    await desk.says("Bonjour", channel=Channel.SMS)
    desk.counter.outcomes[Channel.SMS] = Refused(Failure.CONTENT, "30007", "filtered")
    await desk.reply("Bonjour", then=Status.RESOLVED)
    await desk.counter.deliver()
    await desk.look()
    assert (await desk.thread()).listed.thread.why is Why.REPLY_FAILED
    assert (await desk.happened())[-1] == "reply_failed"
