"""One thing to say: by WhatsApp, else by SMS, never by both unless the first failed or stayed silent, with one outcome."""

from support.campaigning import ACTOR
from support.noticing import PHONE, REFUSED, UNKNOWN, Counter
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.kernel.words import Channel, Purpose
from tidings.notices.types import NoticeReason, NoticeState, Request
from tidings.ports.receipt import ReceiptState


async def test_a_notice_goes_by_the_first_channel_alone_and_ends_as_delivered(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    assert notice.state is NoticeState.SENDING
    assert await counter.deliver() == [Channel.WHATSAPP]
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.DELIVERED)
    await counter.follow()
    assert await counter.state(notice) == "delivered"
    assert await counter.deliver() == []
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.READ)
    await counter.follow()
    assert await counter.state(notice) == "read"


async def test_a_refusal_brings_the_next_channel_at_once(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    counter.outcomes[Channel.WHATSAPP] = REFUSED
    assert await counter.deliver() == [Channel.WHATSAPP]
    await counter.follow()
    assert await counter.deliver() == [Channel.SMS]
    await counter.receipt(notice, Channel.SMS, ReceiptState.DELIVERED)
    await counter.follow()
    assert await counter.tried(notice) == [("whatsapp", "failed"), ("sms", "delivered")]
    assert await counter.state(notice) == "delivered"


async def test_a_failure_told_by_a_receipt_brings_the_next_channel(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.deliver()
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.FAILED)
    await counter.follow()
    assert await counter.deliver() == [Channel.SMS]


async def test_silence_brings_the_next_channel_after_its_wait_and_not_before(counter: Counter) -> None:
    await counter.kind()
    await counter.notify()
    await counter.deliver()
    await counter.pass_time(minutes=4)
    assert await counter.deliver() == []
    await counter.pass_time(minutes=1)
    assert await counter.deliver() == [Channel.SMS]


async def test_what_stays_in_the_queue_past_its_wait_is_taken_back_before_the_next_channel_goes(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.pass_time(minutes=5)
    assert await counter.tried(notice) == [("whatsapp", "cancelled"), ("sms", "queued")]
    assert await counter.deliver() == [Channel.SMS]


async def test_doubt_is_waited_for_and_never_followed_by_the_other_channel(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    counter.outcomes[Channel.WHATSAPP] = UNKNOWN
    await counter.deliver()
    for _ in range(12):
        await counter.pass_time(hours=1)
        assert await counter.deliver() == []
    assert await counter.state(notice) == "sending"
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.DELIVERED)
    await counter.follow()
    assert await counter.state(notice) == "delivered"


async def test_a_request_repeated_is_the_same_notice_and_sends_nothing_more(counter: Counter) -> None:
    await counter.kind()
    first = await counter.notify()
    again = (await counter.ask(Request("ready", "ticket-1", address=PHONE, data={"device": "Laptop"})))[0]
    assert again.notice is not None
    assert (again.notice.id, again.repeated) == (first.id, True)
    assert await counter.deliver() == [Channel.WHATSAPP]


async def test_all_channels_failed_is_a_failure_with_its_reason(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    counter.outcomes = {Channel.WHATSAPP: REFUSED, Channel.SMS: REFUSED}
    await counter.deliver()
    await counter.follow()
    await counter.deliver()
    await counter.follow()
    shown = (await counter.shown(notice)).notice
    assert (shown.state, shown.reason) == (NoticeState.FAILED, NoticeReason.CHANNELS_FAILED)


async def test_what_was_taken_and_of_which_nothing_is_told_ends_as_sent(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.deliver()
    await counter.pass_time(minutes=5)
    await counter.deliver()
    await counter.pass_time(hours=24)
    shown = (await counter.shown(notice)).notice
    assert (shown.state, shown.reason) == (NoticeState.SENT, NoticeReason.NOTHING_TOLD)


async def test_what_never_left_in_its_time_expires(counter: Counter) -> None:
    await counter.kind(order=(Channel.SMS,))
    notice = await counter.notify()
    await counter.pass_time(hours=24)
    assert await counter.state(notice) == "expired"
    assert await counter.tried(notice) == [("sms", "cancelled")]
    assert await counter.deliver() == []


async def test_many_are_asked_for_at_once_and_what_is_wrong_with_one_harms_no_other(counter: Counter) -> None:
    await counter.kind()
    asked = await counter.ask(
        Request("ready", "a", address=PHONE, data={"device": "Phone"}),
        Request("ready", "b", address="nonsense", data={"device": "Phone"}),
        Request("unknown", "c", address=PHONE),
        Request("ready", "a", address="06 12 00 00 01", data={"device": "Tablet"}),
        Request("ready", "d", data={"device": "Phone"}),
        Request("ready", "e", address="+33612000003", data={}),
    )
    assert [each.error.code if each.error else None for each in asked] == [
        None,
        "not_a_number",
        "notice_kind_unknown",
        None,
        "target_unclear",
        None,
    ]
    assert asked[0].notice == asked[3].notice
    assert asked[5].notice is not None
    assert asked[5].notice.state is NoticeState.REFUSED
    assert asked[5].notice.plan is not None
    assert {(each.channel, each.reason) for each in asked[5].notice.plan.entries if each.channel in {Channel.SMS, Channel.WHATSAPP}} == {
        (Channel.WHATSAPP, "variable_missing"),
        (Channel.SMS, "variable_missing"),
    }


async def test_a_text_that_cannot_be_said_leaves_out_its_channel_with_the_reason_and_the_others_say_it(counter: Counter) -> None:
    async with counter.world.database.unit(counter.organisation) as unit:
        await content.create_template(
            unit,
            counter.organisation,
            ACTOR,
            name="bare_sms",
            channel=Channel.SMS,
            purpose=Purpose.TRANSACTIONAL,
            locale="en",
            body=SmsBody("{% if late %}{{ device }}{% endif %}"),
        )
    await counter.kind(templates={Channel.WHATSAPP: "ready_whatsapp", Channel.SMS: "bare_sms"}, order=(Channel.SMS, Channel.WHATSAPP))
    (asked,) = await counter.ask(Request("ready", "a", address=PHONE, data={"device": "Phone"}))
    assert asked.notice is not None
    assert asked.notice.plan is not None
    assert [(each.channel, each.reason) for each in asked.notice.plan.entries if each.channel is Channel.SMS] == [(Channel.SMS, "text_empty")]
    assert await counter.deliver() == [Channel.WHATSAPP]
