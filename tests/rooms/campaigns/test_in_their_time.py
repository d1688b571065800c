"""Who may be written to only later is told until when, and leaves by itself: caps over all campaigns, and hours in each person's own time."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from support.campaigning import ACTOR, World, numbers
from tidings.campaigns.types import Campaign, Hours
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.kernel.words import Channel, Purpose
from tidings.messages.types import State
from tidings.policy import service as policy
from tidings.policy.types import Cap, OwnHours
from tidings.ports.outcome import Failure, Refused

ONE_A_DAY = Cap(frozenset({Channel.WHATSAPP, Channel.SMS}), 1, 24)
PARIS, NEW_YORK, MIAMI = "+33612000001", "+12125550143", "+13055550143"


async def cap(world: World, *caps: Cap) -> None:
    async with world.database.unit(world.organisation) as unit:
        await policy.set_caps(unit, world.organisation, ACTOR, caps)


async def put_off(world: World, campaign: Campaign) -> list[tuple[str, int, datetime]]:
    return [(each.reason, each.messages, each.first_at) for each in (await world.stats(campaign)).put_off]


async def text(world: World, name: str, phones: Sequence[str], **settings: object) -> Campaign:
    """Launch a marketing campaign by SMS."""
    async with world.database.unit(world.organisation) as unit:
        body = SmsBody("Autumn at the workshop. Reply STOP to opt out.")
        await content.create_template(
            unit, world.organisation, ACTOR, name=name, channel=Channel.SMS, purpose=Purpose.MARKETING, locale="en", body=body
        )
    campaign = await world.create(channel=Channel.SMS, **{"template_name": name, "hours": Hours(time(0), time(23, 59)), **settings})
    await world.add(campaign, phones)
    return (await world.activate(campaign)).campaign


async def leave(world: World) -> int:
    await world.release()
    return await world.deliver()


async def test_a_second_campaign_within_the_window_waits_until_the_first_message_is_a_day_old(world: World) -> None:
    await cap(world, ONE_A_DAY)
    await world.launched(3)
    assert await leave(world) == 3
    world.clock.advance(seconds=3600)
    second = await world.launched(3, priority=9)
    assert await leave(world) == 0
    assert await put_off(world, second) == [("frequency_cap", 3, datetime(2026, 10, 6, 7, tzinfo=UTC))]
    assert await world.next_moment() == datetime(2026, 10, 6, 7, tzinfo=UTC)
    assert await leave(world) == 3
    assert await put_off(world, second) == []


async def test_a_message_that_the_provider_refused_is_not_counted(world: World) -> None:
    await cap(world, ONE_A_DAY)
    await world.launched(1)
    await world.release()
    await world.deliver(Refused(Failure.CONTENT, "1", "No."))
    await world.launched(1, priority=9)
    assert await leave(world) == 1


async def test_what_was_taken_back_from_the_queue_is_not_counted_for_others(world: World) -> None:
    await cap(world, ONE_A_DAY)
    first = await world.launched(1)
    await world.release()
    await world.pause(first)
    second = await world.launched(1, priority=9)
    assert await leave(world) == 1
    await world.resume(first)
    assert await leave(world) == 0
    assert await put_off(world, first) == [("frequency_cap", 1, datetime(2026, 10, 6, 7, tzinfo=UTC))]
    assert (await world.stats(second)).sent == 1


async def test_who_stays_capped_for_a_week_gets_the_message_no_more(world: World) -> None:
    await cap(world, Cap(frozenset(), 1, 24 * 60))
    await world.launched(2)
    assert await leave(world) == 2
    second = await world.launched(2, priority=9)
    by_day = await world.live_through(until=datetime(2026, 12, 24, tzinfo=UTC))
    stats = await world.stats(second)
    assert (by_day, stats.expired, stats.reasons) == ({}, 2, [(State.EXPIRED, "frequency_cap", 2)])
    assert stats.campaign.completed_at == datetime(2026, 10, 12, 7, tzinfo=UTC)


async def test_other_caps_hold_at_once_for_those_who_wait(world: World) -> None:
    await cap(world, ONE_A_DAY)
    await world.launched(2)
    await leave(world)
    second = await world.launched(2, priority=9)
    assert await leave(world) == 0
    await cap(world, Cap(frozenset(), 2, 24))
    assert await leave(world) == 2
    assert (await world.stats(second)).sent == 2


async def test_everybody_gets_it_at_ten_of_their_own_morning(world: World) -> None:
    world.clock.set(datetime(2026, 10, 6, 5, tzinfo=UTC))  # Tuesday, 07:00 in Paris
    campaign = await text(world, "their_ten", [PARIS, NEW_YORK], hours=Hours(time(10), time(12), own_time=True))
    assert await leave(world) == 0
    assert sorted(each[2] for each in await put_off(world, campaign)) == [datetime(2026, 10, 6, 8, tzinfo=UTC)]
    left: list[datetime] = []
    while len(left) < 2:
        moment = await world.next_moment()
        if await leave(world):
            left.append(moment)
    assert left == [datetime(2026, 10, 6, 8, tzinfo=UTC), datetime(2026, 10, 6, 14, tzinfo=UTC)]


async def test_a_minute_before_nine_in_the_evening_leaves_and_a_minute_after_waits_for_the_morning_on_the_day_the_clocks_go_back(
    world: World,
) -> None:
    world.clock.set(datetime(2026, 11, 2, 1, 59, tzinfo=UTC))  # Sunday 1 November, 20:59 in New York, an hour later than on the day before
    await text(world, "in_time", [NEW_YORK])
    assert await leave(world) == 1
    world.clock.advance(seconds=120)
    late = await text(world, "too_late", [NEW_YORK])
    assert await leave(world) == 0
    assert await put_off(world, late) == [("quiet_hours", 1, datetime(2026, 11, 2, 13, tzinfo=UTC))]
    assert await world.next_moment() == datetime(2026, 11, 2, 13, tzinfo=UTC)
    assert await leave(world) == 1


async def test_what_waits_in_the_queue_over_nine_in_the_evening_does_not_leave_then(world: World) -> None:
    world.clock.set(datetime(2026, 11, 2, 1, 59, 30, tzinfo=UTC))
    campaign = await text(world, "queued", [NEW_YORK])
    await world.release()
    assert (await world.stats(campaign)).states["queued"] == 1
    world.clock.advance(seconds=30)
    assert await world.deliver() == 0
    assert (await world.stats(campaign)).sent == 0


async def test_a_holiday_in_strasbourg_is_none_in_lyon(world: World) -> None:
    strasbourg, lyon = "+33612000067", "+33612000069"
    async with world.database.unit(world.organisation) as unit:
        for phone, postcode in ((strasbourg, "67000"), (lyon, "69001")):
            changes = Changes(country="FR", postcode=postcode, addresses=[NewAddress(AddressKind.PHONE, phone)])
            await contacts.create_contact(unit, world.organisation, ACTOR, changes, "FR")
    world.clock.set(datetime(2026, 12, 26, 10, tzinfo=UTC))  # Saturday, Saint Stephen's
    campaign = await text(world, "stephen", [strasbourg, lyon])
    assert await leave(world) == 1
    assert await put_off(world, campaign) == [("public_holiday", 1, datetime(2026, 12, 28, 7, tzinfo=UTC))]


async def test_florida_gets_no_fourth_text_in_a_day(world: World) -> None:
    world.clock.set(datetime(2026, 10, 6, 15, tzinfo=UTC))  # Tuesday, 11:00 in Miami
    for number in range(3):
        await text(world, f"florida_{number}", [MIAMI])
        assert await leave(world) == 1
        world.clock.advance(seconds=600)
    fourth = await text(world, "florida_4", [MIAMI, NEW_YORK])
    assert await leave(world) == 1  # New York's
    assert await put_off(world, fourth) == [("frequency_law", 1, datetime(2026, 10, 7, 15, tzinfo=UTC))]


async def test_an_organisation_narrows_the_hours_of_the_law_and_may_not_widen_them_beyond_it(world: World) -> None:
    world.clock.set(datetime(2026, 10, 6, 18, 30, tzinfo=UTC))  # Tuesday, 20:30 in Paris
    first = await text(world, "evening", [PARIS])
    assert await leave(world) == 0
    async with world.database.unit(world.organisation) as unit:
        await policy.set_hours(unit, world.organisation, ACTOR, [OwnHours("FR", {"daily": "00:00-24:00"})])
    assert await leave(world) == 1  # the law lets the evening be widened to 22:00
    assert (await world.stats(first)).sent == 1
    world.clock.set(datetime(2026, 10, 6, 20, 30, tzinfo=UTC))
    second = await text(world, "night", numbers(1))
    assert await leave(world) == 0
    assert await put_off(world, second) == [("quiet_hours", 1, datetime(2026, 10, 7, 6, tzinfo=UTC))]


async def test_who_is_put_off_on_sundays_and_waits_for_the_daily_limit_between_never_expires(world: World) -> None:
    belgians = [f"+3247{number:07}" for number in range(1, 13)]  # no law is known for texts there: closed on Sundays
    campaign = await text(world, "sundays", belgians, hours=Hours(time(9), time(20)), daily_send_limit=1)
    by_day = await world.live_through(until=datetime(2026, 11, 30, tzinfo=UTC))
    assert len(by_day) == 12
    assert all(day.isoweekday() != 7 for day in by_day)
    assert (await world.stats(campaign)).sent == 12


async def test_narrower_hours_hold_for_what_is_in_the_queue_already(world: World) -> None:
    world.clock.set(datetime(2026, 10, 6, 15, tzinfo=UTC))  # Tuesday, 17:00 in Paris
    campaign = await text(world, "afternoon", [PARIS])
    await world.release()
    async with world.database.unit(world.organisation) as unit:
        await policy.set_hours(unit, world.organisation, ACTOR, [OwnHours(None, {"mon-fri": "09:00-16:00"})])
    await world.release()
    assert await world.deliver() == 0
    assert (await world.stats(campaign)).states["queued"] == 1


async def test_of_two_campaigns_by_two_channels_the_one_of_higher_priority_takes_what_a_cap_leaves(world: World) -> None:
    await cap(world, ONE_A_DAY)
    lesser = await world.launched(1, priority=8)
    greater = await text(world, "greater", numbers(1), priority=2)
    assert await leave(world) == 1
    assert ((await world.stats(greater)).sent, [reason for reason, _, _ in await put_off(world, lesser)]) == (1, ["frequency_cap"])
