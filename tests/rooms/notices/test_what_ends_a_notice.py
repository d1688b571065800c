"""What people say and do while a notice is under way: words, a stop of all sending, taking back, a notice that can't be looked at."""

from uuid import UUID

import pytest

from support.campaigning import ACTOR
from support.noticing import PHONE, REFUSED, Counter
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.notices.queries import signals
from tidings.notices.service import following
from tidings.notices.types import Notice, NoticeReason, NoticeState, Request, SignalWhat
from tidings.ports.receipt import ReceiptState

OTHER = "+33612000002"


async def test_a_word_from_somebody_to_whom_nothing_has_left_ends_nothing(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    counter.world.clock.advance(seconds=1)
    await counter.reply(notice, Channel.WHATSAPP)
    await counter.follow()
    assert await counter.tried(notice) == [("whatsapp", "queued")]
    counter.world.clock.advance(minutes=1)
    assert await counter.deliver() == [Channel.WHATSAPP]
    await counter.follow()
    assert await counter.state(notice) == "sending"
    counter.world.clock.advance(minutes=1)
    await counter.reply(notice, Channel.WHATSAPP)
    await counter.follow()
    assert await counter.state(notice) == "answered"


async def test_a_word_by_a_channel_that_refused_does_not_keep_the_next_one_back(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    counter.outcomes[Channel.WHATSAPP] = REFUSED
    await counter.deliver()
    counter.world.clock.advance(minutes=1)
    await counter.reply(notice, Channel.WHATSAPP)
    await counter.follow()
    assert await counter.deliver() == [Channel.SMS]


async def test_a_stop_of_all_sending_uses_up_no_channel_and_the_wait_begins_anew_when_it_is_over(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.stop(stopped=True)
    for _ in range(4):
        await counter.pass_time(minutes=30)
        assert await counter.tried(notice) == [("whatsapp", "queued")]
    counter.world.clock.advance(minutes=4)
    await counter.stop(stopped=False)
    await counter.follow()
    await counter.pass_time(minutes=4)
    assert await counter.tried(notice) == [("whatsapp", "queued")]
    await counter.pass_time(minutes=1)
    assert await counter.tried(notice) == [("whatsapp", "cancelled"), ("sms", "queued")]


async def test_a_stop_that_outlasts_a_notice_ends_it_as_expired(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.stop(stopped=True)
    await counter.pass_time(hours=24)
    assert (await counter.state(notice), await counter.tried(notice)) == ("expired", [("whatsapp", "cancelled")])


async def test_two_requests_of_one_key_of_which_the_first_is_refused_say_what_the_second_brings(counter: Counter) -> None:
    await counter.kind()
    asked = await counter.ask(
        Request("ready", "a", address="nonsense", data={"device": "Phone"}), Request("ready", "a", address=PHONE, data={"device": "Tablet"})
    )
    assert [each.error.code if each.error else None for each in asked] == ["not_a_number", None]
    (text,) = await counter.texts()
    assert "Tablet" in text


async def test_a_notice_that_can_not_be_looked_at_rests_and_keeps_no_other_waiting(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    await counter.kind()
    broken, sound = await counter.notify("a"), await counter.notify("b", address=OTHER)
    counter.outcomes[Channel.WHATSAPP] = REFUSED
    await counter.deliver()
    whole = following.data_of

    def unreadable(notice: Notice, keys: object) -> object:
        if notice.id == broken.id:
            raise ValueError("what it says is broken")
        return whole(notice, keys)  # type: ignore[arg-type] - passed through

    with monkeypatch.context() as patched:
        patched.setattr(following, "data_of", unreadable)
        await counter.follow()
        assert await counter.deliver() == [Channel.SMS]
        assert (len(await counter.tried(broken)), len(await counter.tried(sound))) == (1, 2)
        await counter.pass_time(seconds=5)
    await counter.pass_time(seconds=5)
    assert await counter.deliver() == [Channel.SMS]
    assert len(await counter.tried(broken)) == 2


async def test_signals_of_a_notice_that_is_gone_call_nobody_and_are_forgotten(counter: Counter) -> None:
    await counter.kind()
    async with counter.world.database.engine() as unit:
        await signals.of_notices(unit, counter.organisation, [UUID(int=7)], SignalWhat.CANCELLED)
        assert await notices.organisations_due(unit) == []
    counter.world.clock.advance(days=2)
    async with counter.world.database.engine() as unit:
        await notices.forget_data(unit, counter.organisation)
        assert await unit.value("SELECT count(*) FROM notice_signals") == 0


async def test_nothing_of_a_notice_that_has_ended_can_still_send(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    counter.outcomes[Channel.WHATSAPP] = REFUSED
    await counter.deliver()
    await counter.follow()
    assert await _open_sources(counter) == 2
    await counter.deliver()
    await counter.pass_time(hours=24)
    assert await counter.state(notice) == "sent"
    assert await _open_sources(counter) == 0


async def test_two_contacts_that_become_one_lose_no_channel_that_was_on_its_way(counter: Counter) -> None:
    await counter.kind()
    kept, gone = await counter.agree(PHONE, OTHER)
    notice = await counter.notify(address=OTHER)
    async with counter.world.database.unit(counter.organisation) as unit:
        await contacts.merge(unit, counter.organisation, ACTOR, kept, gone, PEOPLE)
    assert await counter.deliver() == [Channel.WHATSAPP]
    await counter.follow()
    assert await counter.tried(notice) == [("whatsapp", "sent")]


async def test_when_the_first_of_several_is_taken_back_the_others_are_said_all_the_same(counter: Counter) -> None:
    await counter.gathering()
    first = await counter.notify("a", data={"device": "Phone", "summary": "screen changed"})
    counter.world.clock.advance(seconds=1)
    second = await counter.notify("b", data={"device": "Laptop", "summary": "battery changed"})
    counter.world.clock.advance(seconds=1)
    third = await counter.notify("c", data={"device": "Laptop", "summary": "case cleaned"})
    await counter.cancel(first)
    assert (await counter.state(first), await counter.state(second), await counter.state(third)) == ("cancelled", "waiting", "grouped")
    await counter.pass_time(minutes=2)
    assert await counter.texts() == ["Laptop, 2 news: battery changed; case cleaned."]
    assert await counter.state(first) == "cancelled"


async def test_when_the_first_of_several_is_taken_back_from_the_queue_the_others_go_at_once(counter: Counter) -> None:
    await counter.gathering()
    first = await counter.notify("a", data={"device": "Phone", "summary": "screen changed"})
    second = await counter.notify("b", data={"device": "Laptop", "summary": "battery changed"})
    await counter.pass_time(minutes=2)
    await counter.cancel(first)
    assert (await counter.state(first), await counter.state(second)) == ("cancelled", "sending")
    assert await counter.texts() == ["Your Laptop is ready."]


async def test_one_of_several_that_is_taken_back_is_not_said(counter: Counter) -> None:
    await counter.gathering()
    first = await counter.notify("a", data={"device": "Phone"})
    second = await counter.notify("b", data={"device": "Laptop"})
    await counter.cancel(second)
    shown = (await counter.shown(second)).notice
    assert (shown.state, shown.reason, shown.joined_id) == (NoticeState.CANCELLED, NoticeReason.NOTICE_CANCELLED, None)
    await counter.pass_time(minutes=2)
    assert await counter.texts() == ["Your Phone is ready."]
    await counter.cancel(second)
    assert await counter.state(first) == "sending"


async def test_what_a_provider_took_before_it_was_taken_back_is_told_as_sent_and_rises_when_it_arrives(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    assert await counter.deliver() == [Channel.WHATSAPP]
    await counter.cancel(notice)
    assert (await counter.state(notice), await counter.tried(notice)) == ("sent", [("whatsapp", "sent")])
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.DELIVERED)
    await counter.follow()
    assert await counter.state(notice) == "delivered"


async def test_what_a_worker_had_when_it_was_taken_back_is_told_as_delivered_once_it_arrives(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.claim()
    await counter.cancel(notice)
    assert await counter.state(notice) == "cancelled"
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.DELIVERED)
    await counter.follow()
    assert await counter.state(notice) == "delivered"


async def _open_sources(counter: Counter) -> int:
    async with counter.world.database.engine() as unit:
        return await unit.value("SELECT count(*) FROM sources WHERE kind = 'notice' AND state <> 'closed'")
