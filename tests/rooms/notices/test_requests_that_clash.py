"""One key twice, one request among many, one notice among several: nobody's message is lost for another's sake."""

from datetime import date, timedelta

from support.campaigning import ACTOR
from support.noticing import PHONE, Counter
from support.people import merge
from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.notices.types import Budget, NoticeReason, NoticeState, Request, Stops
from tidings.policy import service as policy
from tidings.ports.receipt import ReceiptState

OTHER = "+33612000002"


async def test_a_key_that_names_somebody_elses_notice_is_refused_and_not_passed_over_in_silence(counter: Counter) -> None:
    await counter.kind()
    first = await counter.notify()
    by_number, by_contact, written_otherwise = await counter.ask(
        Request("ready", "ticket-1", address=OTHER, data={"device": "Phone"}),
        Request("ready", "ticket-1", contact_id=first.contact_id, data={"device": "Phone"}),
        Request("ready", "ticket-1", address="06 12 00 00 01", data={"device": "Phone"}),
    )
    assert by_number.error is not None
    assert by_number.error.code == "key_taken"
    assert [each.notice and each.notice.id for each in (by_contact, written_otherwise)] == [first.id, first.id]
    one, two = await counter.ask(*(Request("ready", "same", address=each, data={"device": "Phone"}) for each in (PHONE, OTHER)))
    assert (one.notice is not None, two.error and two.error.code) == (True, "key_taken")


async def test_a_room_that_repeats_itself_with_what_has_changed_since_gets_the_notice_that_is_there(counter: Counter) -> None:
    await counter.kind()
    first = await counter.notify()
    again = await counter.notify(data={"device": "Renamed"}, urgent=True)
    assert again.id == first.id
    assert "Renamed" not in str(await counter.texts())


async def test_a_request_that_is_repeated_after_a_merge_or_after_its_kind_was_archived_is_the_notice_that_is_there(counter: Counter) -> None:
    await counter.kind()
    first = await counter.notify()
    kept = (await counter.notify("other", address=OTHER)).contact_id
    await merge(counter.world.database, counter.organisation, kept, first.contact_id)
    async with counter.world.database.unit(counter.organisation) as unit:
        await notices.archive_kind(unit, counter.organisation, ACTOR, "ready")
    again, new = await counter.ask(
        Request("ready", "ticket-1", contact_id=first.contact_id, data={"device": "Phone"}),
        Request("ready", "ticket-2", address=PHONE, data={"device": "Phone"}),
    )
    assert again.notice is not None
    assert (again.notice.id, again.repeated) == (first.id, True)
    assert new.error is not None
    assert new.error.code == "notice_kind_unknown"


async def test_a_text_too_long_for_one_channel_goes_by_another_and_harms_no_other_request(counter: Counter) -> None:
    await counter.kind(order=(Channel.SMS,))
    good, long = await counter.ask(
        Request("ready", "a", address=PHONE, data={"device": "Phone"}), Request("ready", "b", address=OTHER, data={"device": "x" * 1_700})
    )
    assert good.notice is not None
    assert good.notice.state is NoticeState.SENDING
    assert long.notice is not None
    assert long.notice.plan is not None
    assert (long.notice.state, [(each.channel, each.reason) for each in long.notice.plan.entries]) == (
        NoticeState.REFUSED,
        [(Channel.SMS, "template_failed")],
    )
    assert policy.explanations(["template_failed"], "fr")["template_failed"].sentence


async def test_so_many_at_once_that_no_message_holds_them_are_said_as_far_as_they_fit(counter: Counter) -> None:
    await counter.gathering()
    for each in range(8):
        await counter.notify(f"ticket-{each}", data={"device": "Phone", "summary": f"{each}: " + "x" * 300})
        counter.world.clock.advance(seconds=1)
    await counter.pass_time(minutes=2)
    (text,) = await counter.texts()
    assert text.startswith("Phone, 8 news: ... 6: x")
    assert "; 7: x" in text


async def test_an_urgent_notice_that_joined_others_leaves_although_the_budget_is_used_up(counter: Counter) -> None:
    await counter.gathering()
    async with counter.world.database.unit(counter.organisation) as unit:
        currency = (await accounts.organisation(unit, counter.organisation)).currency
        price = Price(Channel.SMS, 40_000, currency, date(2026, 1, 1), "contract", country="FR")
        await channels.set_prices(unit, counter.organisation, ACTOR, [price], [])
    await counter.kind(templates={Channel.SMS: "ready_sms"})
    await counter.notify("before", address=OTHER)
    await counter.kind(
        templates={Channel.SMS: "ready_sms"},
        group_within=timedelta(minutes=2),
        grouped_templates={Channel.SMS: "news_sms"},
        budget=Budget(1, stops=Stops.NOT_URGENT),
    )
    data = {"device": "Phone", "summary": "ready"}
    waits, joins = await counter.notify("a", data=data), await counter.notify("b", data=data, urgent=True)
    alone = await counter.notify("c", data=data, address="+33612000003")
    await counter.pass_time(minutes=2)
    assert [await counter.state(each) for each in (waits, joins)] == ["sending", "grouped"]
    assert (await counter.shown(alone)).notice.reason == NoticeReason.BUDGET_USED_UP


async def test_a_failure_that_is_told_after_a_notice_had_ended_as_sent_is_its_outcome(counter: Counter) -> None:
    await counter.kind(expires_after=timedelta(minutes=3))
    notice = await counter.notify()
    await counter.deliver()
    await counter.pass_time(minutes=3)
    assert await counter.state(notice) == "sent"
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.FAILED)
    await counter.follow()
    shown = (await counter.shown(notice)).notice
    assert (shown.state, shown.reason) == (NoticeState.FAILED, NoticeReason.CHANNELS_FAILED)
    assert await counter.deliver() == [], "its time is over: nothing follows"
