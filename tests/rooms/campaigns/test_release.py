"""People leave day by day as the plan said, whatever limits, priorities and statuses do meanwhile."""

from datetime import UTC, date, datetime, time, timedelta

from support.campaigning import World, numbers
from tidings.accounts import service as accounts
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Hours, ReleaseReport, Status
from tidings.kernel.words import Channel
from tidings.ports.outcome import Failure, Refused

MONDAY = date(2026, 10, 5)
LATER = datetime(2027, 3, 1, tzinfo=UTC)


async def test_a_thousand_people_at_25_a_day_leave_on_forty_days_as_planned(world: World) -> None:
    campaign = await world.create(daily_send_limit=25)
    await world.add(campaign, numbers(1_000))
    activation = await world.activate(campaign)
    assert (activation.estimated_days, activation.estimated_completion_date) == (40, date(2026, 11, 13))
    await world.set_tier(25)
    by_day = await world.live_through(until=LATER)
    assert by_day == {MONDAY + timedelta(days=n): 25 for n in range(40)}
    assert (await world.get(campaign)).status is Status.COMPLETED


async def test_two_campaigns_share_a_tier_by_priority_and_the_rest_flows_on(world: World) -> None:
    await world.set_tier(100)
    first = await world.launched(400, priority=1)
    second = await world.launched(400, start=1_000, priority=3)
    await world.release()
    await world.deliver()
    assert [(await world.stats(each)).sent for each in (first, second)] == [90, 10]
    by_day = await world.live_through(until=LATER)
    assert sum(by_day.values()) == 700
    assert max(by_day.values()) == 100
    assert [(await world.get(each)).status for each in (first, second)] == [Status.COMPLETED] * 2
    assert (await world.get(second)).estimated_completion_date == MONDAY + timedelta(days=7)


async def test_a_raised_tier_takes_effect_at_once_and_in_the_plan(world: World) -> None:
    await world.set_tier(250)
    campaign = await world.launched(3_000, daily_send_limit=2_000)
    assert (await world.get(campaign)).estimated_completion_date == MONDAY + timedelta(days=11)
    await world.release()
    assert (await world.stats(campaign)).states["planned"] == 2_750
    await world.set_tier(2_000)
    await world.release()
    assert (await world.stats(campaign)).states["planned"] == 1_000
    assert (await world.get(campaign)).estimated_completion_date == MONDAY + timedelta(days=1)


async def test_nobody_is_written_to_outside_sending_hours_or_on_quiet_days(world: World) -> None:
    world.clock.set(datetime(2026, 10, 9, 17, 59, tzinfo=UTC))
    campaign = await world.launched(600, hours=Hours(time(9), time(20), frozenset({6, 7})))
    await world.release()
    assert await world.deliver() == 250
    world.clock.set(datetime(2026, 10, 9, 18, 1, tzinfo=UTC))
    await world.release()
    assert await world.next_moment() == datetime(2026, 10, 12, 7, 0, tzinfo=UTC)
    await world.release()
    assert (await world.stats(campaign)).states["planned"] == 100


async def test_process_daily_does_the_same_and_is_harmless_twice(world: World) -> None:
    campaign = await world.launched(600)
    reports: list[ReleaseReport] = []
    for _ in range(2):
        async with world.database.unit(world.organisation) as unit:
            reports.append(await campaigns.process_daily(unit, world.organisation))
    assert [report.released for report in reports] == [250, 0]
    await world.release()
    assert (await world.stats(campaign)).states["queued"] == 250


async def test_a_campaign_is_completed_when_every_recipient_has_a_final_state_and_not_before(world: World) -> None:
    campaign = await world.launched(10)
    await world.release()
    assert (await world.get(campaign)).status is Status.ACTIVE
    await world.deliver()
    await world.release()
    done = await world.get(campaign)
    assert (done.status, done.completed_at) == (Status.COMPLETED, world.clock.now())
    stats = await world.stats(campaign)
    assert (stats.sent, stats.pending, stats.progress_percentage) == (10, 0, 100.0)


async def test_a_template_that_the_provider_refuses_pauses_the_campaign_with_the_reason(world: World) -> None:
    campaign = await world.launched(300)
    await world.release()
    await world.deliver(Refused(Failure.TEMPLATE, "63040", "Template rejected"))
    await world.release()
    paused = await world.get(campaign)
    assert paused.status is Status.PAUSED
    assert paused.paused_reason == "The provider refused the template: Template rejected (63040)"


async def test_people_unsent_at_the_end_date_expire_and_the_campaign_is_completed(world: World) -> None:
    campaign = await world.launched(600, end_date=date(2026, 10, 6))
    by_day = await world.live_through(until=LATER)
    assert sum(by_day.values()) == 500
    stats = await world.stats(campaign)
    assert (stats.campaign.status, stats.states["expired"]) == (Status.COMPLETED, 100)


async def test_a_paused_campaign_expires_too(world: World) -> None:
    campaign = await world.launched(600, end_date=date(2026, 10, 6))
    await world.pause(campaign)
    world.clock.set(datetime(2026, 10, 7, 8, tzinfo=UTC))
    await world.release()
    stats = await world.stats(campaign)
    assert (stats.campaign.status, stats.states["expired"]) == (Status.COMPLETED, 600)


async def test_a_scheduled_campaign_starts_on_its_day(world: World) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(300))
    activation = await world.activate(campaign, date(2026, 10, 8))
    assert activation.campaign.status is Status.SCHEDULED
    assert activation.estimated_completion_date == date(2026, 10, 9)
    by_day = await world.live_through(until=LATER)
    assert by_day == {date(2026, 10, 8): 250, date(2026, 10, 9): 50}


async def test_people_added_while_it_runs_are_reached_too_and_the_plan_follows(world: World) -> None:
    await world.set_tier(None)
    campaign = await world.launched(300, start=500)
    await world.release()
    await world.add(campaign, numbers(200, start=5_000))
    assert (await world.get(campaign)).estimated_completion_date == date(2026, 10, 6)
    await world.live_through(until=LATER)
    assert (await world.stats(campaign)).sent == 500


async def test_a_stop_of_all_sending_holds_everything_and_its_end_lets_it_go_on_at_once(world: World) -> None:
    campaign = await world.launched(50)
    async with world.database.unit(world.organisation) as unit:
        await accounts.stop_sending(unit, world.organisation, "cli:test", "a mistake")
    await world.release()
    assert (await world.stats(campaign)).states["planned"] == 50
    async with world.database.unit(world.organisation) as unit:
        await accounts.resume_sending(unit, world.organisation, "cli:test")
    await world.release()
    assert (await world.stats(campaign)).states["queued"] == 50


async def test_a_slow_sender_is_given_no_more_than_it_manages_before_closing_time(world: World) -> None:
    world.clock.set(datetime(2026, 10, 5, 17, 0, tzinfo=UTC))
    campaign = await world.launched(500, channel=Channel.SMS, daily_send_limit=500)
    await world.release()
    assert (await world.stats(campaign)).states["queued"] == 100


async def test_the_queue_stays_shallow(world: World) -> None:
    campaign = await world.launched(6_000, daily_send_limit=10_000)
    await world.set_tier(None)
    await world.release()
    assert (await world.stats(campaign)).states["queued"] == 5_000


async def test_a_batch_takes_the_same_number_of_statements_for_ten_people_and_a_thousand(world: World) -> None:
    await world.set_tier(None)
    counts: list[int] = []
    for people in (10, 999):
        await world.launched(people, start=people * 10, daily_send_limit=10_000)
        async with world.database.engine() as unit:
            report = await campaigns.release_due(unit)
            counts.append(unit.statements)
        assert report.released == people
        await world.live_through(until=world.clock.now())
    assert counts[0] == counts[1]


async def test_what_is_released_on_a_day_is_shown_beside_what_was_planned(world: World) -> None:
    campaign = await world.launched(600)
    await world.release()
    outline = await world.plan(campaign)
    assert [(each.day.day, each.planned, each.released) for each in outline.days] == [(5, 250, 250), (6, 250, 0), (7, 100, 0)]
    assert (outline.estimate.days, outline.forecast) == (3, False)
