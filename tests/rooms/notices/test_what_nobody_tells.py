"""Email, and push whose app confirms nothing: what was taken counts as arrived unless it comes back, and silence brings no other channel."""

import json
from datetime import timedelta

from support.noticing import PHONE, REFUSED, TEMPLATES, Counter
from tidings.channels import service as channels
from tidings.content.types import EmailBody, PushBody
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.notices.types import Notice, NoticeReason, NoticeState
from tidings.policy import service as policy
from tidings.ports.receipt import ReceiptState
from tidings.providers.fcm.adapter import Fcm
from tidings.providers.smtp.adapter import Smtp

EMAIL, PUSH, SMS, WHATSAPP = Channel.EMAIL, Channel.PUSH, Channel.SMS, Channel.WHATSAPP
KEY = json.dumps({"type": "service_account", "project_id": "p", "client_email": "a@b.c", "private_key": "made up", "token_uri": "https://x.example"})


async def test_an_email_that_a_server_took_is_followed_by_nothing_and_ends_as_not_returned(counter: Counter) -> None:
    notice = await _mailed(counter)
    assert await counter.deliver() == [EMAIL]
    for _ in range(23):
        await counter.pass_time(hours=1)
        assert await counter.deliver() == []
    await counter.pass_time(hours=1)
    shown = (await counter.shown(notice)).notice
    assert (shown.state, shown.reason) == (NoticeState.SENT, NoticeReason.NOT_RETURNED)
    words = policy.explanations([NoticeReason.NOT_RETURNED], "fr")[NoticeReason.NOT_RETURNED]
    assert "compte comme arrivé, sauf s'il revient" in words.sentence


async def test_an_email_that_comes_back_late_is_followed_by_the_next_channel(counter: Counter) -> None:
    notice = await _mailed(counter)
    await counter.deliver()
    await counter.pass_time(hours=20)
    await counter.receipt(notice, EMAIL, ReceiptState.FAILED)
    await counter.follow()
    assert await counter.deliver() == [SMS]
    await counter.receipt(notice, SMS, ReceiptState.DELIVERED)
    await counter.follow()
    assert await counter.tried(notice) == [("email", "failed"), ("sms", "delivered")]
    assert await counter.state(notice) == "delivered"


async def test_an_email_that_a_server_refuses_is_followed_at_once(counter: Counter) -> None:
    await _mailed(counter)
    counter.outcomes[EMAIL] = REFUSED
    await counter.deliver()
    await counter.follow()
    assert await counter.deliver() == [SMS]


async def test_what_counted_as_arrived_and_came_back_after_its_time_has_failed(counter: Counter) -> None:
    notice = await _mailed(counter)
    await counter.deliver()
    await counter.pass_time(hours=24)
    assert await counter.state(notice) == "sent"
    await counter.receipt(notice, EMAIL, ReceiptState.FAILED)
    await counter.follow()
    shown = (await counter.shown(notice)).notice
    assert (shown.state, shown.reason) == (NoticeState.FAILED, NoticeReason.CHANNELS_FAILED)
    assert await counter.deliver() == []


async def test_an_email_that_no_worker_takes_is_still_taken_back_after_its_wait(counter: Counter) -> None:
    notice = await _mailed(counter)
    await counter.pass_time(hours=1)
    assert await counter.tried(notice) == [("email", "cancelled"), ("sms", "queued")]


async def test_push_is_silent_only_where_the_app_confirms_what_it_shows(counter: Counter) -> None:
    await counter.speaks(PUSH, PushBody("Ready", "Your {{ device }} is ready."), Fcm().traits, {"service_account": KEY})
    await counter.also_at(PHONE, PUSH)
    await counter.kind(templates={PUSH: "ready_push", SMS: TEMPLATES[SMS]}, order=(PUSH, SMS))
    first = await counter.notify("first")
    assert await counter.deliver() == [PUSH]
    await counter.pass_time(minutes=30)
    assert await counter.deliver() == []
    async with counter.world.database.unit(counter.organisation) as unit:
        assert sorted(await notices.untold(unit, counter.organisation)) == [EMAIL, PUSH]
    await _confirm(counter)
    await counter.notify("second")
    assert await counter.deliver() == [PUSH]
    await counter.pass_time(minutes=2)
    assert await counter.deliver() == [SMS]
    assert await counter.tried(first) == [("push", "sent")]


async def test_emails_of_which_nothing_is_told_say_nothing_against_email_to_smart_choice(counter: Counter) -> None:
    await _mailed(counter)
    await counter.kind(templates={EMAIL: "ready_email", SMS: TEMPLATES[SMS]}, cascade="thrifty", high_value=True, smart=True)
    for number in range(4):
        await counter.notify(f"again-{number}")
        await counter.deliver()
        await counter.pass_time(days=2)
    notice = await counter.notify("last")
    assert notice.plan is not None
    assert [(each.channel, each.tried) for each in notice.plan.habits] == []
    assert await counter.deliver() == [EMAIL]


async def _mailed(counter: Counter) -> Notice:
    """Have something said by email to somebody with a phone, too."""
    await counter.speaks(EMAIL, EmailBody("Ready", "Your {{ device }} is ready."), Smtp().traits, {})
    await counter.also_at(PHONE, EMAIL)
    await counter.kind(templates={EMAIL: "ready_email", SMS: TEMPLATES[SMS]}, waits={SMS: timedelta(minutes=10)})
    return await counter.notify()


async def _confirm(counter: Counter) -> None:
    """Give the connection the secret with which the app's server confirms."""
    async with counter.world.database.unit(counter.organisation) as unit:
        (made,) = [each for each in await channels.connections(unit, counter.organisation) if each.name == "push"]
        secret = {"receipt_secret": "made-up-receipt-secret"}
        await channels.change_connection(unit, counter.organisation, "cli:test", made.id, adapter_traits=Fcm().traits, credentials=secret)
