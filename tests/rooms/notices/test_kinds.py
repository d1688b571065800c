"""What notices of a sort share: cascades, a person's own order, rollouts, gathering, channels that are worth it."""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest

from support.campaigning import ACTOR
from support.noticing import PHONE, REFUSED, TEMPLATES, Counter
from tidings.content import service as content
from tidings.content.types import SmsBody, ThingKind
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Purpose
from tidings.notices import service as notices
from tidings.notices.queries.notices import take_due
from tidings.notices.rules.cascades import CASCADES, NEVER_TOGETHER
from tidings.notices.rules.rollouts import STEPS, within
from tidings.notices.types import NoticeReason, NoticeState, Request, Rollout
from tidings.segments import service as segments


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"templates": {}}, "no_templates"),
        ({"templates": {Channel.SMS: "nowhere"}}, "template_unknown"),
        ({"templates": {Channel.SMS: "ready_whatsapp"}}, "template_differs"),
        ({"cascade": "carrier_pigeon"}, "cascade_unknown"),
        ({"order": (Channel.SMS, Channel.SMS)}, "channel_twice"),
        ({"waits": {Channel.SMS: timedelta(seconds=1)}}, "wait_invalid"),
        ({"expires_after": timedelta(days=31)}, "expiry_invalid"),
        ({"rollout": Rollout(33)}, "rollout_invalid"),
        ({"grouped_templates": TEMPLATES}, "window_missing"),
        ({"group_within": timedelta(days=2)}, "window_invalid"),
        ({"group_within": timedelta(minutes=1)}, "grouped_templates_missing"),
    ],
)
async def test_a_kind_that_can_not_hold_together_is_refused_with_what_is_wrong(counter: Counter, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        await counter.kind(**changes)
    assert refused.value.code == code


async def test_a_kind_is_changed_and_archived_and_no_notice_is_taken_then(counter: Counter) -> None:
    await counter.kind()
    assert (await counter.kind(name="Done")).settings.name == "Done"
    async with counter.world.database.unit(counter.organisation) as unit:
        await notices.archive_kind(unit, counter.organisation, ACTOR, "ready")
        assert await notices.kinds(unit, counter.organisation) == []
        assert [each.key for each in await notices.kinds(unit, counter.organisation, archived=True)] == ["ready"]
    (asked,) = await counter.ask(Request("ready", "late", address=PHONE))
    assert asked.error is not None
    assert asked.error.code == "notice_kind_unknown"


async def test_a_kind_may_have_an_order_of_its_own(counter: Counter) -> None:
    await counter.kind(order=(Channel.SMS, Channel.WHATSAPP))
    await counter.notify()
    assert await counter.deliver() == [Channel.SMS]


async def test_a_persons_own_order_goes_before_the_cascade(counter: Counter) -> None:
    await counter.kind()
    (person,) = await counter.agree(PHONE)
    async with counter.world.database.unit(counter.organisation) as unit:
        await notices.set_channel_order(unit, counter.organisation, ACTOR, person, [Channel.SMS])
        assert await notices.channel_order(unit, counter.organisation, person) == [Channel.SMS]
    notice = await counter.notify()
    assert notice.plan is not None
    assert notice.plan.by == "person"
    counter.outcomes[Channel.SMS] = REFUSED
    assert await counter.deliver() == [Channel.SMS]
    await counter.follow()
    assert await counter.deliver() == [Channel.WHATSAPP]
    async with counter.world.database.unit(counter.organisation) as unit:
        await notices.set_channel_order(unit, counter.organisation, ACTOR, person, [])
    assert (await counter.notify("ticket-2")).plan != notice.plan


async def test_a_channel_kept_for_what_is_worth_it_is_left_out_unless_the_kind_is(counter: Counter) -> None:
    await counter.kind("cheap", cascade="thrifty", templates={Channel.SMS: "ready_sms"})
    await counter.kind("worth", cascade="thrifty", templates={Channel.SMS: "ready_sms"}, high_value=True)
    cheap = await counter.notify(kind="cheap")
    assert (cheap.state, [each.reason for each in cheap.plan.entries if each.channel is Channel.SMS]) == (  # type: ignore[union-attr] - it has one
        NoticeState.REFUSED,
        [NoticeReason.HIGH_VALUE_ONLY],
    )
    await counter.notify(kind="worth")
    assert await counter.deliver() == [Channel.SMS]


async def test_a_rollout_is_stable_and_grows_without_losing_anybody(counter: Counter) -> None:
    people = await counter.agree(*(f"+336120001{number:02}" for number in range(60)))
    reached = [{person for person in people if within("ready", person, percent)} for percent in STEPS]
    assert all(smaller <= larger for smaller, larger in pairwise(reached))
    assert reached[-1] == set(people)
    assert 0 < len(reached[1]) < 40
    await counter.kind(rollout=Rollout(25))
    asked = await counter.ask(*(Request("ready", str(person), contact_id=person, data={"device": "Phone"}) for person in people))
    assert {each.notice.contact_id for each in asked if each.notice and each.notice.state is NoticeState.SENDING} == reached[1]
    assert {each.notice.reason for each in asked if each.notice and each.notice.state is NoticeState.LEFT_OUT} == {NoticeReason.NOT_IN_ROLLOUT}


async def test_a_rollout_to_a_list_reaches_who_is_on_it(counter: Counter) -> None:
    one, other = await counter.agree(PHONE, "+33612000002")
    async with counter.world.database.unit(counter.organisation) as unit:
        made = await segments.create(unit, counter.organisation, ACTOR, name="Friends", where=None)
        await segments.add_contacts(unit, counter.organisation, ACTOR, made.id, [one])
    await counter.kind(rollout=Rollout(100, made.id))
    asked = await counter.ask(*(Request("ready", str(person), contact_id=person, data={"device": "Phone"}) for person in (one, other)))
    assert [each.notice.state.value for each in asked if each.notice] == ["sending", "left_out"]


async def test_several_notices_in_a_window_become_one_message(counter: Counter) -> None:
    await counter.gathering()
    first = await counter.notify("a", data={"device": "Phone", "summary": "screen changed"})
    second = await counter.notify("b", data={"device": "Phone", "summary": "battery changed"})
    assert (first.state, second.state, second.joined_id) == (NoticeState.WAITING, NoticeState.GROUPED, first.id)
    await counter.follow()
    assert await counter.deliver() == []
    await counter.pass_time(minutes=2)
    assert await counter.texts() == ["Phone, 2 news: screen changed; battery changed."]
    assert await counter.state(second) == "grouped"
    later = await counter.notify("c", data={"device": "Phone"})
    assert later.state is NoticeState.WAITING


async def test_notices_that_gather_without_a_summary_say_together_what_each_would_have_said_alone(counter: Counter) -> None:
    await counter.gathering()
    for each in ("Phone", "Laptop", "Laptop"):
        await counter.notify(f"{each}-{counter.world.clock.now().isoformat()}", data={"device": each})
        counter.world.clock.advance(seconds=1)
    await counter.pass_time(minutes=2)
    assert await counter.texts() == ["Laptop, 3 news: Your Phone is ready; Your Laptop is ready."]


async def test_what_can_not_be_said_alone_or_holds_a_link_is_told_together_by_what_can(counter: Counter) -> None:
    await counter.gathering()
    async with counter.world.database.unit(counter.organisation) as unit:
        body = SmsBody("Votre {{ device }} est pr\u00eat. D\u00e9tails : {{ link }}.")
        await content.create_template(
            unit, counter.organisation, ACTOR, name="ready_sms", channel=Channel.SMS, purpose=Purpose.TRANSACTIONAL, locale="en", body=body
        )
    link = content.leads_to(ThingKind.BOOKING, uuid4())
    await counter.notify("a", data={"device": "Phone", "link": link})
    await counter.notify("b", data={"device": "Laptop"})
    await counter.pass_time(minutes=2)
    assert await counter.texts() == ["Laptop, 2 news: Votre Phone est pr\u00eat; Ready for pick-up."]


async def test_one_notice_alone_in_its_window_is_said_as_ever(counter: Counter) -> None:
    await counter.gathering()
    await counter.notify()
    await counter.pass_time(minutes=2)
    assert await counter.texts() == ["Your Phone is ready."]


async def test_what_is_just_being_sent_is_not_joined(counter: Counter) -> None:
    await counter.gathering()
    first = await counter.notify("a")
    counter.world.clock.advance(minutes=2)
    async with counter.world.database.engine() as unit:
        assert [each.id for each in await take_due(unit, counter.organisation, 10)] == [first.id]
        second = await counter.notify("b")
    await counter.follow()
    assert (second.state, second.joined_id) == (NoticeState.SENDING, None)
    assert await counter.texts() == ["Your Phone is ready.", "Your Phone is ready."]
    assert await counter.state(first) == "sending"


async def test_a_notice_that_is_taken_back_sends_nothing_more(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    async with counter.world.database.unit(counter.organisation) as unit:
        await notices.cancel(unit, counter.organisation, ACTOR, notice.id)
    await counter.follow()
    assert (await counter.state(notice), await counter.tried(notice)) == ("cancelled", [("whatsapp", "cancelled")])
    assert await counter.deliver() == []


def test_the_cascades_are_whole_and_hold_whatsapp_and_sms_apart() -> None:
    assert frozenset({"whatsapp", "sms"}) in NEVER_TOGETHER
    for cascade in CASCADES.values():
        assert cascade.words.keys() == {"en", "fr"}
        assert cascade.ways[-1].when_usable is None
        assert all(len(set(way.tries)) == len(way.tries) for way in cascade.ways)
