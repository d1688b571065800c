"""A batch of callbacks is decided about by as many statements as one message, whatever is done about each."""

from collections.abc import Sequence

import pytest

from support.inboxing import Desk
from tidings.channels import service as channels
from tidings.conversations import service as conversations
from tidings.conversations.types import SenderRef
from tidings.inbox import service as inbox
from tidings.inbox.types import Status, Why
from tidings.inbox.types.automatic import AutoAnswer, AutoKind, Automation, Does
from tidings.kernel.words import Channel
from tidings.ports.receipt import Inbound, InboundKind

BY = "cli:test"
OPEN = {"en": ["When are you open?", "What are your opening hours?"]}
HOURS = AutoAnswer("Hours", AutoKind.QUESTION, OPEN, ["HOURS"], {"en": "From 9 to 18."}, "en")
NAMED = AutoAnswer("Name", AutoKind.KEYWORD, {}, ["NAME"], {"en": "You are {{ first_name }}."}, "en")
SAID = ("When are you open?", "HOURS", "I want my money back, this is a scam", "My dog ate the blue one yesterday", "NAME")


async def statements(desk: Desk, texts: Sequence[str], first: int) -> int:
    """Have as many people write at once, a text each; returns how many statements the transaction had."""
    desk.world.clock.advance(seconds=1)
    async with desk.world.database.engine() as unit:
        (ours, *_) = await channels.senders(unit, desk.organisation, Channel.SMS)
        inbounds = [
            Inbound(Channel.SMS, f"SMb{first + place:05}", f"+336130{first + place:05}", ours.address, InboundKind.TEXT, text, None)
            for place, text in enumerate(texts)
        ]
        before = unit.statements
        await conversations.receive(unit, desk.organisation, ours.connection_id, [SenderRef(ours.id, ours.address)], inbounds)
        return unit.statements - before


@pytest.fixture
async def answering(desk: Desk) -> Desk:
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.put_automation(unit, desk.organisation, BY, Automation(on=True))
        for each in (HOURS, NAMED):
            await inbox.add_auto_answer(unit, desk.organisation, BY, each)
    return desk


async def test_fifty_messages_cost_as_many_statements_as_five_and_each_gets_what_it_would_get_alone(answering: Desk) -> None:
    few = await statements(answering, SAID, 0)
    many = await statements(answering, SAID * 10, 100)
    assert many == few
    async with answering.world.database.unit(answering.organisation) as unit:
        decided = (await inbox.list_decisions(unit, answering.organisation, limit=100)).rows
    counts = {does: sum(each.does is does for each in decided) for does in (Does.ANSWERED, Does.KEYWORD, Does.ESCALATED, Does.PERSON)}
    assert counts == {Does.ANSWERED: 11, Does.KEYWORD: 11, Does.ESCALATED: 11, Does.PERSON: 22}
    assert await answering.counter.texts() == ["From 9 to 18."] * 22
    listed = {each.thread.why for each in await answering.threads()}
    assert listed == {Why.ESCALATED, Why.WROTE}, "what names something that is not known of the person is left to a person"


async def test_one_person_who_writes_twice_at_once_gets_one_answer_and_one_message_costs_no_more_than_many(answering: Desk) -> None:
    one = await statements(answering, SAID[:1], 0)
    assert await statements(answering, SAID[:1] * 50, 100) == one
    await answering.receive([(text, "+33614000001", Channel.SMS, {}) for text in (SAID[0], "HOURS")])
    async with answering.world.database.unit(answering.organisation) as unit:
        newest = (await inbox.list_decisions(unit, answering.organisation, limit=2)).rows
    assert sorted(each.does for each in newest) == [Does.ANSWERED, Does.SUGGESTED]
    assert [each.thread.status for each in await answering.threads()] == [Status.OPEN]
