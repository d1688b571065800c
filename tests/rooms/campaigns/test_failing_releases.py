"""A campaign, or an organisation, whose release fails keeps nobody else waiting, and is told of until it is mended."""

from collections.abc import AsyncIterator, Collection
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.campaigning import World, numbers, opened_world
from support.clock import ManualClock
from tidings.apps.api.gauges import read_gauges
from tidings.campaigns import http, jobs
from tidings.campaigns import service as campaigns
from tidings.campaigns.service import release
from tidings.campaigns.types import Campaign
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.messages import service as messages
from tidings.messages.types import Released, ReleaseOrder


class Fault:
    """Something that goes wrong in the release of some campaigns, or in the whole step of some organisations, until it is mended."""

    def __init__(self) -> None:
        self.of: set[UUID] = set()
        self.tries = 0

    def strike(self, who: UUID) -> None:
        if who in self.of:
            self.tries += 1
            raise ZeroDivisionError


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Fault:
    """A fault that strikes inside the database's transaction, after something was written."""
    fault = Fault()
    real_release, real_end = messages.release, release.turn_of_day

    async def releasing(unit: Unit, organisation_id: UUID, order: ReleaseOrder) -> Released:
        released = await real_release(unit, organisation_id, order)
        fault.strike(order.source_id)
        return released

    async def turning(unit: Unit, organisation_id: UUID, *rest: Any) -> bool:
        fault.strike(organisation_id)
        return await real_end(unit, organisation_id, *rest)

    monkeypatch.setattr(messages, "release", releasing)
    monkeypatch.setattr(release, "turn_of_day", turning)
    return fault


@pytest.fixture
async def other(database: Database, database_url: str, clock: ManualClock, vault: Vault) -> AsyncIterator[World]:
    """A second organisation."""
    identifier = new_id(clock.now())
    async with database.engine() as unit:
        await unit.run(
            "INSERT INTO organisations (id, name, slug, region, time_zone, currency, locale, created_at)"
            " VALUES (%(id)s, 'Twin', %(slug)s, 'FR', 'Europe/Paris', 'EUR', 'en', %(at)s)",
            {"id": identifier, "slug": identifier.hex, "at": clock.now()},
        )
    async with opened_world(database_url, clock, vault, identifier) as world:
        yield world


@pytest.fixture
async def client(world: World, tmp_path: Path) -> AsyncIterator[Client]:
    """A client with every scope."""
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.router]) as client:
        yield client


async def steps(world: World, count: int) -> None:
    """Have the worker take its turns, as often as it would in a moment."""
    for _ in range(count):
        await jobs.release_once(world.database)


async def settle(world: World, seconds: Collection[int]) -> None:
    """Let the worker take its turns, a little later each time."""
    for each in seconds:
        await steps(world, 3)
        world.clock.advance(seconds=each)


async def queued(world: World, campaign: Campaign) -> int:
    return (await world.stats(campaign)).states["queued"]


async def told(client: Client) -> list[tuple[str, str | None]]:
    """Return what health says of releases, by code and subject; the rest of a test's installation is not its matter."""
    found = (await client.get("/marketing/health")).json()["findings"]
    return [(each["code"], each["subject_id"]) for each in found if "failing" in each["code"]]


async def test_a_campaign_that_cannot_be_released_keeps_no_other_of_its_organisation_waiting(world: World, client: Client, fault: Fault) -> None:
    bad, good = await world.launched(5, priority=1), await world.launched(7, start=100, priority=9)
    fault.of.add(bad.id)
    await steps(world, 6)
    assert (await queued(world, bad), await queued(world, good)) == (0, 7)
    assert fault.tries == 1  # it rests, and nobody asks again and again
    world.clock.advance(seconds=2)
    await steps(world, 3)
    assert fault.tries == 2
    assert await told(client) == [("release_failing", str(bad.id))]
    [finding] = [each for each in (await client.get("/marketing/health")).json()["findings"] if each["code"] == "release_failing"]
    assert "ZeroDivisionError" in finding["sentence"]
    assert str(bad.id) in finding["fix"]


async def test_a_campaign_that_fails_holds_no_part_of_what_others_share(world: World, fault: Fault) -> None:
    await world.set_tier(100)
    bad, good = await world.launched(400, priority=1), await world.launched(400, start=1_000, priority=3)
    fault.of.add(bad.id)
    await steps(world, 3)
    world.clock.advance(seconds=1)
    await steps(world, 3)
    fault.of.clear()
    assert await queued(world, bad) == 0
    assert await queued(world, good) > 10
    assert (await world.stats(good)).states["planned"] == 400 - await queued(world, good)


async def test_why_says_that_the_release_fails_and_not_that_others_come_first(world: World, fault: Fault) -> None:
    bad = await world.launched(5)
    fault.of.add(bad.id)
    for _ in range(3):
        await steps(world, 1)
        world.clock.advance(seconds=5)
    async with world.database.unit(world.organisation) as unit:
        told = await campaigns.why(unit, world.organisation, bad.id, "en")
    [reason] = told.reasons
    assert (reason.status, reason.reason, reason.people) == ("planned", "release_failing", 5)
    assert "others" not in reason.sentence.lower()


async def test_an_organisation_whose_step_fails_rests_longer_each_time_while_the_others_go_on(
    world: World, other: World, client: Client, fault: Fault
) -> None:
    await world.launched(5)
    theirs = await other.launched(5, start=500)
    fault.of.add(world.organisation)
    await steps(world, 4)
    assert await queued(other, theirs) == 5
    assert fault.tries == 1
    tries: list[int] = []
    for _ in range(12):
        before = fault.tries
        for _ in range(60):
            world.clock.advance(seconds=1)
            await steps(world, 1)
        tries.append(fault.tries - before)
    assert tries[0] == 5  # 1, 2, 4, 8 and 16 s after each other, then 32
    assert sum(tries[-5:]) <= 1
    assert await told(client) == [("all_releases_failing", None)]


async def test_what_is_mended_goes_on_by_itself_and_nothing_is_said_of_it_any_more(world: World, client: Client, fault: Fault) -> None:
    campaign = await world.launched(5)
    for who in (campaign.id, world.organisation):
        fault.of = {who}
        for _ in range(4):
            await steps(world, 1)
            world.clock.advance(minutes=6)
        assert await told(client)
    fault.of.clear()
    world.clock.advance(minutes=6)
    await steps(world, 3)
    assert await queued(world, campaign) == 5
    assert await told(client) == []


async def test_a_failing_campaign_that_is_paused_is_told_of_no_more_and_woken_ones_keep_resting(world: World, client: Client, fault: Fault) -> None:
    bad, good = await world.launched(5), await world.launched(5, start=100)
    fault.of.add(bad.id)
    for _ in range(8):
        await steps(world, 2)
        world.clock.advance(minutes=6)
    await steps(world, 1)
    tries = fault.tries
    async with world.database.engine() as unit:  # as whoever adds people does
        await unit.run("UPDATE campaigns SET next_release_at = %(at)s WHERE organisation_id = %(org)s", {"at": unit.at, "org": world.organisation})
    await steps(world, 4)
    assert fault.tries == tries
    async with world.database.engine() as unit:
        assert await campaigns.take_turn(unit) is None
    assert await queued(world, good) == 5
    await world.pause(bad)
    assert await told(client) == []


async def test_releasing_at_once_says_why_it_can_not(world: World, client: Client, fault: Fault) -> None:
    bad, good = await world.launched(5), await world.launched(5, start=100)
    fault.of = {bad.id}
    answer = (await client.post("/marketing/process-daily")).json()
    assert (answer["released"], answer["failing"]) == (5, 1)
    fault.of = {world.organisation}
    refused = await client.post("/marketing/process-daily")
    assert (refused.status, refused.json()["code"]) == (503, "release_failing")
    assert "ZeroDivisionError" in refused.json()["detail"]
    assert await queued(world, good) == 5


async def test_failing_releases_are_counted_for_operators(world: World, other: World, fault: Fault) -> None:
    async def counted() -> float:
        async with world.database.moment() as unit:
            return next(each.value for each in await read_gauges(unit) if each.name == "tidings_releases_failing")

    bad = await world.launched(5)
    await other.launched(5, start=100)
    assert await counted() == 0
    fault.of = {bad.id, other.organisation}
    await settle(world, [1, 2, 3])
    assert await counted() == 2


async def test_a_campaign_is_undone_alone_with_all_that_it_wrote(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(5))
    await world.activate(campaign)

    async def counting(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(release.limits, "add_released", counting)
    await settle(world, [1, 2])
    assert await queued(world, campaign) == 0
    assert (await world.stats(campaign)).states["planned"] == 5
    monkeypatch.undo()
    world.clock.set(world.clock.now() + timedelta(minutes=6))
    await steps(world, 3)
    assert await queued(world, campaign) == 5
