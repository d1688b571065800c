"""Agents answer through the ledger: once, by the right channel, and never where nothing may leave."""

from uuid import UUID

import pytest

from support.consents import grant
from support.doubts import give_up_looking
from support.inboxing import Desk
from support.noticing import UNKNOWN
from tidings.accounts import service as accounts
from tidings.consent.types import ConsentStatus
from tidings.content import service as content
from tidings.content.types import Category, WhatsAppBody
from tidings.inbox.types import NOBODY, Status, WayState, Why
from tidings.kernel.errors import Conflict, Invalid
from tidings.kernel.words import Channel, Purpose
from tidings.messages.types import State
from tidings.policy import service as policy
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


async def test_marketing_is_no_answer_whoever_wrote_lately_gets_it_only_with_their_consent(desk: Desk) -> None:
    await desk.says("Bonjour")
    await _filed_as_marketing(desk)
    for name in ("hello_world", "filed"):
        with pytest.raises(Conflict) as refused:
            await desk.reply(template=name, channel=Channel.WHATSAPP)
        assert refused.value.code == "no_consent"
    desk.world.clock.advance(hours=24, seconds=1)
    with pytest.raises(Conflict):
        await desk.reply(template="filed", channel=Channel.WHATSAPP)
    await desk.reply(template="ready_whatsapp", values={"device": "téléphone"}, channel=Channel.WHATSAPP)
    await _agrees(desk, ConsentStatus.GRANTED)
    await desk.reply(template="filed", channel=Channel.WHATSAPP)
    assert await desk.counter.deliver() == [Channel.WHATSAPP, Channel.WHATSAPP]
    assert [each for each in await desk.lines() if each[0] == "reply"] == [("reply", "Your téléphone is ready."), ("reply", "Moins 20 %.")]
    await desk.reply(template="filed", channel=Channel.WHATSAPP)
    await _agrees(desk, ConsentStatus.WITHDRAWN)
    assert await desk.counter.deliver() == [], "a consent that is withdrawn meanwhile holds what waits back"
    with pytest.raises(Invalid):
        await desk.reply(template="welcome_sms", channel=Channel.SMS)


async def _filed_as_marketing(desk: Desk) -> None:
    """Keep a template that we call transactional and that was submitted as marketing."""
    body = WhatsAppBody("filed", "en", "Moins 20 %.", content_sid="HX" + "1" * 32, category=Category.MARKETING)
    async with desk.world.database.unit(desk.organisation) as unit:
        await content.create_template(
            unit, desk.organisation, "cli:test", name="filed", channel=Channel.WHATSAPP, purpose=Purpose.TRANSACTIONAL, locale="en", body=body
        )


async def _agrees(desk: Desk, status: ConsentStatus) -> None:
    """Have the person say of marketing by WhatsApp what they want."""
    desk.world.clock.advance(seconds=1)
    person = (await desk.thread()).listed.thread.contact_id
    assert person is not None
    async with desk.world.database.unit(desk.organisation) as unit:
        whatsapp, marketing, at = Channel.WHATSAPP, Purpose.MARKETING, desk.world.clock.now()
        await grant(unit, desk.organisation, [person], channel=whatsapp, purpose=marketing, source="chat", at=at, status=status)


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


async def test_an_answer_of_which_nobody_can_tell_whether_it_left_says_so_and_opens_the_thread_when_nobody_looks_any_more(desk: Desk) -> None:
    await desk.says("Bonjour", channel=Channel.SMS)
    desk.counter.outcomes[Channel.SMS] = UNKNOWN
    await desk.reply("Bonjour", then=Status.RESOLVED)
    await desk.counter.deliver()
    await desk.look()
    sent = (await desk.items())[-1].said
    assert sent is not None
    assert (sent.state, sent.reason, (await desk.thread()).listed.thread.status) == (State.UNKNOWN, "no_answer", Status.RESOLVED)
    assert all(
        policy.explanations(["no_answer", "worker_died", "unconfirmed"], language).keys() >= {"no_answer", "worker_died", "unconfirmed"}
        for language in ("en", "fr")
    )
    await give_up_looking(desk.world.database, desk.world.clock)
    await desk.look()
    thread = (await desk.thread()).listed.thread
    assert (thread.status, thread.why, (await desk.happened())[-1]) == (Status.OPEN, Why.REPLY_UNCONFIRMED, "reply_unconfirmed")
    (reply,) = [each.said for each in await desk.items() if each.said]
    assert (reply.state, reply.reason) == (State.UNKNOWN, "unconfirmed")
    await desk.settle(Status.RESOLVED)
    await desk.look()
    assert (await desk.thread()).listed.thread.status is Status.RESOLVED, "it is told once"


async def test_other_words_with_the_key_of_what_left_already_are_refused_and_not_lost_in_silence(desk: Desk) -> None:
    await desk.says("Bonjour")
    first = await desk.reply("À neuf heures.", key="draft-1")
    with pytest.raises(Conflict) as refused:
        await desk.reply("À neuf heures", key="draft-1")
    assert refused.value.code == "left_already"
    assert (await desk.reply(" À neuf heures. ", key="draft-1")).id == first.id
    await desk.reply("À dix heures.", key="draft-2")
    assert await desk.counter.texts() == ["À dix heures.", "À neuf heures."]


async def test_the_conversation_of_an_agent_who_left_is_that_of_whoever_answers(desk: Desk) -> None:
    await desk.says("Bonjour")
    await desk.reply("Bonjour")
    async with desk.world.database.engine() as unit:
        await accounts.remove_member(unit, desk.organisation, "cli:test", UUID(desk.nadia.removeprefix("user:")))
    await desk.says("Encore une question")
    await desk.reply("Je vous écoute.", agent=desk.omar)
    thread = (await desk.thread(agent=desk.omar)).listed.thread
    assert f"user:{thread.assignee_id}" == desk.omar
