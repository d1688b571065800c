"""What people write stands in one thread each, over all channels, and opens it where a person is needed."""

from datetime import timedelta

import pytest

from support.inboxing import ANA, BEN, Desk
from tidings.inbox.types import ListName, Order, Status, Why
from tidings.kernel.words import Channel
from tidings.ports.receipt import InboundKind


async def test_a_person_has_one_thread_over_all_channels(desk: Desk) -> None:
    await desk.says("Bonjour")
    await desk.says("C'est moi", channel=Channel.SMS)
    (listed,) = await desk.threads()
    assert (listed.thread.status, listed.thread.why, listed.thread.channel, listed.preview) == (
        Status.OPEN,
        Why.WROTE,
        Channel.SMS,
        "C'est moi",
    )
    assert await desk.lines() == [("inbound", "Bonjour"), ("inbound", "C'est moi")]
    assert await desk.happened() == ["opened"]
    await desk.says("Et moi ?", BEN)
    await desk.says("Encore moi")
    assert [each.thread.waiting_since for each in await desk.threads()] == sorted(
        each.thread.waiting_since for each in await desk.threads() if each.thread.waiting_since
    )
    assert [each.preview for each in await desk.threads(order=Order.NEWEST)] == ["Encore moi", "Et moi ?"]


@pytest.mark.parametrize(
    ("text", "kind", "channel", "why"),
    [
        ("STOP", InboundKind.TEXT, Channel.SMS, Why.OPTED_OUT),
        ("AIDE", InboundKind.TEXT, Channel.SMS, Why.HELPED),
        ("❤️", InboundKind.REACTION, Channel.WHATSAPP, Why.REACTION),
    ],
)
async def test_what_the_machine_follows_is_shown_and_opens_nothing(desk: Desk, text: str, kind: InboundKind, channel: Channel, why: Why) -> None:
    await desk.says(text, kind=kind, channel=channel)
    assert await desk.threads() == []
    thread = (await desk.thread()).listed.thread
    assert (thread.status, thread.why, thread.waiting_since) == (Status.RESOLVED, why, None)
    assert (await desk.lines())[0] == ("inbound", text)


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [("AIDE", InboundKind.TEXT, Why.HELP), ("", InboundKind.MEDIA, Why.FILE), ("Oui", InboundKind.TEXT, Why.WROTE)],
)
async def test_whatever_nothing_answers_waits_for_a_person(desk: Desk, text: str, kind: InboundKind, why: Why) -> None:
    await desk.says(text, kind=kind)
    (listed,) = await desk.threads(list=ListName.UNASSIGNED)
    assert listed.thread.why is why


async def test_somebody_without_a_number_is_seen_and_keeps_their_thread(desk: Desk) -> None:
    await desk.says("Votre colis arrive", "36105", channel=Channel.SMS)
    await desk.says("Votre colis est là", "36105", channel=Channel.SMS)
    (listed,) = await desk.threads()
    assert (listed.thread.contact_id, listed.thread.why, listed.preview) == (None, Why.STRANGER, "Votre colis est là")


async def test_a_message_opens_again_what_was_resolved_put_off_or_left_to_them(desk: Desk) -> None:
    await desk.says("Bonjour")
    for status in (Status.RESOLVED, Status.PENDING, Status.SNOOZED):
        until = desk.world.clock.now() + timedelta(days=2) if status is Status.SNOOZED else None
        await desk.settle(status, until=until)
        assert (await desk.thread()).listed.thread.status is status
        await desk.says("Encore")
        assert (await desk.thread()).listed.thread.status is Status.OPEN
    assert await desk.happened() == ["opened", "resolved", "reopened", "pending", "reopened", "snoozed", "reopened"]


async def test_what_is_put_off_wakes_by_itself(desk: Desk) -> None:
    await desk.says("Rappelez-moi demain")
    await desk.settle(Status.SNOOZED, until=desk.world.clock.now() + timedelta(days=1))
    await desk.look()
    assert (await desk.thread()).listed.thread.status is Status.SNOOZED
    desk.world.clock.advance(days=1, seconds=1)
    await desk.look()
    thread = (await desk.thread(ANA)).listed.thread
    assert (thread.status, thread.why) == (Status.OPEN, Why.WOKE)
