"""The plan by day knows the days and hours that the law closes where people are: what is planned is what a campaign then does."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.api import client_of, make_context
from support.campaigning import World, numbers
from tidings.campaigns import service as campaigns
from tidings.campaigns.http import foresight, router
from tidings.campaigns.rules.crowd import Crowd
from tidings.campaigns.rules.plan import Needs, People, Portfolio, plan
from tidings.campaigns.rules.scattered import MOST_PLACES, Scattered, portions, scaled
from tidings.campaigns.types import Campaign, Hours
from tidings.contacts.types import Place, Whereabouts
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy.rules import asked, hours
from tidings.policy.types import Closure, Question

FRIDAY = datetime(2026, 10, 9, 7, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
ALL_DAY = Hours(time(0), time(23, 59))
SATURDAY, SUNDAY, MONDAY = (date(2026, 10, day) for day in (10, 11, 12))
FRANCE = Whereabouts(frozenset({Place("FR", None)}), frozenset({"Europe/Paris"}), None, None)
TEXAS = Whereabouts(frozenset({Place("US", "TX")}), frozenset({"America/Chicago"}), None, None)
HAWAII = Whereabouts(frozenset({Place("US", "HI")}), frozenset({"Pacific/Honolulu"}), None, None)
PHONES = {"+3361200{:04d}": "France", "+1808555{:04d}": "Hawaii", "+4915112{:06d}": "Germany", "+4471234{:05d}": "the United Kingdom"}


async def drafted(world: World, phones: list[str], **settings: object) -> Campaign:
    campaign = await world.create(channel=Channel.SMS, **{"hours": ALL_DAY, **settings})
    await world.add(campaign, phones)
    return campaign


async def plan_of(world: World, campaign: Campaign) -> dict[date, int]:
    return {each.day: each.planned for each in (await world.plan(campaign)).days if each.planned}


async def lived(world: World, until: datetime) -> dict[date, int]:
    """Release and deliver from moment to moment; return how many left on each of the organisation's days."""
    by_day = Counter[date]()
    while world.clock.now() < until:
        await world.release()
        by_day[world.clock.now().astimezone(PARIS).date()] += await world.deliver()
        async with world.database.engine() as unit:
            due = await campaigns.next_due(unit)
        world.clock.set(until if due is None else max(due, world.clock.now()))
    return {day: people for day, people in by_day.items() if people}


async def test_texts_to_france_are_planned_with_nobody_on_a_sunday(world: World) -> None:
    world.clock.set(FRIDAY)
    campaign = await drafted(world, numbers(40), daily_send_limit=10)
    launched = await world.activate(campaign)
    assert await plan_of(world, campaign) == {FRIDAY.date(): 10, SATURDAY: 10, MONDAY: 10, MONDAY + timedelta(days=1): 10}
    assert launched.estimated_completion_date == MONDAY + timedelta(days=1)
    assert launched.estimated_days == 5


async def test_a_public_holiday_is_planned_with_nobody(world: World) -> None:
    world.clock.set(datetime(2026, 11, 10, 8, tzinfo=UTC))
    campaign = await drafted(world, numbers(20), daily_send_limit=10)
    await world.activate(campaign)
    assert await plan_of(world, campaign) == {date(2026, 11, 10): 10, date(2026, 11, 12): 10}


async def closed(world: World, campaign: Campaign, language: str = "en") -> dict[date, list[tuple[str, str, int]]]:
    """Which rules close which days of the plan: pack, rule and people."""
    days = await plan_of(world, campaign)
    async with world.database.unit(world.organisation) as unit:
        found = await campaigns.closed_days(unit, world.organisation, campaign.id, days, language)
    return {day: [(each.where, each.rule, each.people) for each in rules] for day, rules in found.items()}


async def test_the_rules_of_law_that_close_a_day_are_named(world: World) -> None:
    world.clock.set(FRIDAY)
    germans = [f"+4915112{number:06d}" for number in range(5)]
    campaign = await drafted(world, [*numbers(30), *germans], daily_send_limit=15, hours=Hours(time(9), time(20), frozenset({1})))
    assert list(await plan_of(world, campaign)) == [FRIDAY.date(), SATURDAY, MONDAY + timedelta(days=1)]
    assert await closed(world, campaign) == {SUNDAY: [("France", "fr-hours", 30), ("Germany", "de-hours", 5)]}  # the quiet Monday is nobody's law
    await world.activate(campaign)
    assert list(await closed(world, campaign, "fr")) == [SUNDAY]


async def test_a_holiday_is_named_with_its_source_in_the_readers_language(world: World, tmp_path: Path) -> None:
    world.clock.set(datetime(2026, 11, 10, 8, tzinfo=UTC))
    campaign = await drafted(world, numbers(20), daily_send_limit=10)
    async with client_of(world.database, world.organisation, make_context(world.database, world.clock, tmp_path), [router, foresight]) as client:
        path = f"/marketing/campaigns/{campaign.id}"
        [plan] = (await client.get(f"{path}/plan", accept_language="fr")).json()["closed"]
        [run] = (await client.post(f"{path}/dry-run", accept_language="en")).json()["closed"]
    assert (plan["day"], run["day"]) == ("2026-11-11", "2026-11-11")
    [french], [english] = plan["rules"], run["rules"]
    assert french["title"].startswith("Pas de messages marketing les jours fériés")
    assert english["title"].startswith("No marketing messages on public holidays")
    assert (french["rule"], french["where"], french["people"]) == ("fr-holidays", "France", 20)
    assert french["source"]


async def test_who_may_be_written_to_on_sunday_is_planned_on_sunday(world: World) -> None:
    world.clock.set(FRIDAY + timedelta(days=2, hours=13))
    hawaiians = [f"+1808555{100 + number:04d}" for number in range(10)]
    campaign = await drafted(world, [*numbers(10), *hawaiians], daily_send_limit=50)
    await world.activate(campaign)
    planned = await plan_of(world, campaign)
    assert planned == {SUNDAY: 10, MONDAY: 10} == await lived(world, FRIDAY + timedelta(days=9))


@pytest.mark.parametrize("seed", range(6))
async def test_what_is_planned_for_people_of_a_place_is_what_then_happens(world: World, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - draws an example
    world.clock.set(datetime(2026, 10, 8, tzinfo=UTC) + timedelta(hours=chance.randrange(72)))
    written = chance.choice(list(PHONES))
    phones = [written.format(100 + number) for number in range(chance.randrange(5, 60))]
    opens = chance.choice([time(0), time(9), time(17)])
    quiet = frozenset(chance.sample(range(1, 8), chance.randrange(3)))
    campaign = await drafted(world, phones, daily_send_limit=chance.choice([7, 20, 200]), hours=Hours(opens, time(23, 59), quiet))
    launched = await world.activate(campaign)
    planned = await plan_of(world, campaign)
    happened = await lived(world, FRIDAY + timedelta(days=40))
    assert planned == happened
    assert launched.estimated_completion_date == max(happened)


@pytest.mark.parametrize("seed", range(4))
async def test_people_of_several_places_are_all_reached_by_the_day_that_was_planned(world: World, seed: int) -> None:
    """Who of a mixed crowd leaves first is for the release to say; how many on which day is right to within one of each place."""
    chance = Random(seed)  # noqa: S311 - draws an example
    world.clock.set(datetime(2026, 10, 9, chance.randrange(24), tzinfo=UTC))
    phones = [chance.choice(list(PHONES)).format(100 + number) for number in range(60)]
    campaign = await drafted(world, phones, daily_send_limit=chance.choice([15, 200]))
    await world.activate(campaign)
    planned = await plan_of(world, campaign)
    happened = await lived(world, FRIDAY + timedelta(days=40))
    assert sum(planned.values()) == sum(happened.values()) == 60
    assert abs(max(planned) - max(happened)) <= timedelta(days=1)
    assert all(abs(planned.get(day, 0) - happened.get(day, 0)) <= 2 * len(PHONES) for day in planned.keys() | happened.keys())


HOURS_OF_LAW = asked(Question(Channel.SMS, Purpose.MARKETING, Lane.MARKETING), "Europe/Paris", ())


def by_law(places: Collection[Whereabouts], at: datetime) -> Mapping[Whereabouts, datetime | Closure]:
    return hours(HOURS_OF_LAW, places, at)


def planned_with(people: People, count: int, limit: int, per_hour: int | None, at: datetime) -> tuple[tuple[date, int], ...]:
    needs = Needs(UUID(int=1), count, limit, 5, Hours(), UUID(int=9), per_hour)
    return plan([needs], Portfolio(), zone=PARIS, now=at, people={UUID(int=1): people})[UUID(int=1)].days


starts = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
places = st.sampled_from([FRANCE, TEXAS, HAWAII])


@given(where=places, count=st.integers(1, 60), limit=st.integers(1, 30), at=starts)
def test_numbers_are_planned_as_each_person_would_be(where: Whereabouts, count: int, limit: int, at: datetime) -> None:
    crowd = Crowd(by_law, PARIS, None, accept_unknown_prices=True)
    for _ in range(count):
        crowd.add(where, 1, None, None, None)
    scattered = Scattered(by_law, Counter({where: count}))
    assert planned_with(scattered, count, limit, None, at) == planned_with(crowd, count, limit, None, at)


@given(spread=st.dictionaries(places, st.integers(1, 500), min_size=1), limit=st.integers(1, 300), at=starts, per_hour=st.sampled_from([None, 1, 50]))
def test_everybody_leaves_once_and_nobody_on_a_day_that_is_closed_everywhere(
    spread: dict[Whereabouts, int], limit: int, at: datetime, per_hour: int | None
) -> None:
    count = sum(spread.values())
    days = planned_with(Scattered(by_law, Counter(spread), per_hour), count, limit, per_hour, at)
    assert sum(people for _, people in days) == count
    assert all(people <= limit for _, people in days)
    if set(spread) == {FRANCE}:
        assert not [day for day, _ in days if day.isoweekday() == 7]


@given(st.dictionaries(st.sampled_from([FRANCE, TEXAS, HAWAII]), st.integers(0, 9_999)), st.integers(0, 1_000_000))
def test_a_sample_is_scaled_to_everybody_and_to_nobody_more(sample: dict[Whereabouts, int], people: int) -> None:
    shares = portions(sample, people)
    assert sum(shares.values()) == (people if any(sample.values()) else 0)
    assert all(abs(shares[where] * sum(sample.values()) - people * found) < sum(sample.values()) for where, found in sample.items() if shares)


def test_of_very_many_places_the_smallest_are_planned_as_their_neighbours() -> None:
    states = [Whereabouts(frozenset({Place("US", f"S{number}")}), frozenset({"America/Chicago"}), None, None) for number in range(40)]
    found = scaled({FRANCE: 1_000, **{state: 100 - number for number, state in enumerate(states)}}, 4_220)
    assert len(found) == MOST_PLACES
    assert found.total() == 4_220
    assert found[FRANCE] == 1_000
