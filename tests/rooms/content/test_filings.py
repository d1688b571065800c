"""Under which category a provider files a template is kept as it last said, told once, and decides as what messages count."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from support.shop import PUBLIC
from tidings.accounts import service as accounts
from tidings.content import http
from tidings.content import service as content
from tidings.content.types import Category, Filed, PublicAddress
from tidings.infra.db.database import Database

READY: dict[str, Any] = {
    "name": "ready",
    "channel": "whatsapp",
    "purpose": "transactional",
    "locale": "en",
    "body": {"provider_name": "ready", "language": "en", "body": "It is ready.", "category": "utility"},
}


@pytest.fixture
async def client(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(database, clock, tmp_path, parts={PublicAddress: PUBLIC})
    async with client_of(database, organisation, context, [http.router]) as client:
        yield client


class Desk:
    """Meta's news of one template, by the clock of a test."""

    def __init__(self, database: Database, organisation: UUID, clock: ManualClock) -> None:
        self._database, self._organisation, self._clock = database, organisation, clock

    async def told(self, category: Category, *, name: str = "ready", language: str = "en", at: datetime | None = None) -> bool:
        filed = Filed("meta_whatsapp", name, language, category, at or self._clock.now())
        async with self._database.unit(self._organisation) as unit:
            return await content.file_template(unit, self._organisation, filed)

    async def announced(self, category: Category, comes_at: datetime | None, *, at: datetime | None = None) -> bool:
        told = Filed("meta_whatsapp", "ready", "en", category, at or self._clock.now())
        async with self._database.unit(self._organisation) as unit:
            return await content.announce_filing(unit, self._organisation, told, comes_at)

    async def to_come(self) -> list[tuple[str, Category, Category | None]]:
        async with self._database.unit(self._organisation) as unit:
            return [(each.name, each.filed, each.coming) for each in await content.refiled(unit, self._organisation, 5)]

    async def to_see(self) -> list[str]:
        async with self._database.unit(self._organisation) as unit:
            return [each.name for each in await content.refiled(unit, self._organisation, 5)]

    async def audited(self) -> list[tuple[str | None, str]]:
        async with self._database.unit(self._organisation) as unit:
            found = await accounts.audit_trail(unit, self._organisation)
        return [(each.detail["former"], each.detail["category"]) for each in found.rows if each.action == "template.filed"]


@pytest.fixture
def desk(database: Database, organisation: UUID, clock: ManualClock) -> Desk:
    return Desk(database, organisation, clock)


async def test_what_meta_files_as_marketing_counts_as_it_and_stands_on_home_until_seen(client: Client, desk: Desk) -> None:
    assert (await client.post("/templates", READY)).json()["counts_as"] == "transactional"
    assert await desk.told(Category.UTILITY)
    assert await desk.to_see() == []
    assert await desk.told(Category.MARKETING)
    whole = (await client.get("/templates/ready")).json()
    assert (whole["purpose"], whole["counts_as"], whole["locales"][0]["body"]["category"]) == ("transactional", "marketing", "utility")
    assert [(each["category"], each["former"], each["seen_at"]) for each in whole["filings"]] == [("marketing", "utility", None)]
    assert await desk.audited() == [("utility", "marketing"), (None, "utility")]
    for ask, left in ((client.put, []), (client.delete, ["ready"])):
        shown = (await ask("/templates/ready/filing/seen")).json()
        assert (shown["filings"][0]["seen_at"] is None, await desk.to_see()) == (bool(left), left)
    assert (await client.put("/templates/none/filing/seen")).status == 404
    await client.put("/templates/ready/filing/seen")
    await desk.told(Category.UTILITY)
    assert (await client.get("/templates/ready")).json()["counts_as"] == "transactional"


async def test_a_repeat_and_an_older_word_after_a_newer_change_nothing(client: Client, desk: Desk, clock: ManualClock) -> None:
    await client.post("/templates", READY)
    earlier = clock.now()
    clock.advance(minutes=1)
    await desk.told(Category.MARKETING)
    clock.advance(minutes=2)
    assert not await desk.told(Category.MARKETING)
    assert not await desk.told(Category.UTILITY, at=earlier)
    assert not await desk.told(Category.UTILITY, at=clock.now() - timedelta(minutes=1)), "older than the repeat"
    whole = (await client.get("/templates/ready")).json()
    assert (whole["counts_as"], len(await desk.audited())) == ("marketing", 1)


async def test_what_was_told_before_the_template_existed_here_holds_once_it_does(client: Client, desk: Desk) -> None:
    assert not await desk.told(Category.MARKETING)
    assert not await desk.told(Category.MARKETING, name="of_nobody")
    assert (await desk.to_see(), await desk.audited()) == ([], [])
    made = (await client.post("/templates", READY)).json()
    assert (made["counts_as"], await desk.to_see()) == ("marketing", ["ready"])


async def test_marketing_in_one_language_is_marketing_in_all(client: Client, desk: Desk) -> None:
    await client.post("/templates", READY)
    await client.post("/templates/ready/versions", {"locale": "fr", "body": {**READY["body"], "language": "fr"}})
    await desk.told(Category.MARKETING, language="fr")
    await desk.told(Category.UTILITY, language="en")
    assert (await client.get("/templates/ready")).json()["counts_as"] == "marketing"


async def test_a_category_that_is_to_come_is_told_until_seen_and_counts_when_it_is_there(client: Client, desk: Desk, clock: ManualClock) -> None:
    await client.post("/templates", READY)
    await desk.told(Category.UTILITY)
    day = clock.now() + timedelta(days=1)
    assert await desk.announced(Category.MARKETING, day)
    whole = (await client.get("/templates/ready")).json()
    (filing,) = whole["filings"]
    assert (whole["counts_as"], filing["category"], filing["coming"]) == ("transactional", "utility", "marketing")
    assert datetime.fromisoformat(filing["comes_at"]) == day
    assert await desk.to_come() == [("ready", Category.UTILITY, Category.MARKETING)]
    await client.put("/templates/ready/filing/seen")
    clock.advance(minutes=1)
    assert not await desk.announced(Category.MARKETING, day), "told again, it is no news"
    assert await desk.to_see() == []
    assert await desk.announced(Category.MARKETING, day + timedelta(days=1)), "another day is"
    assert await desk.to_see() == ["ready"]
    await client.put("/templates/ready/filing/seen")
    clock.advance(days=2)
    assert await desk.told(Category.MARKETING)
    whole = (await client.get("/templates/ready")).json()
    assert (whole["counts_as"], whole["filings"][0]["coming"]) == ("marketing", None)
    assert await desk.to_come() == [("ready", Category.MARKETING, None)]
    assert not await desk.announced(Category.MARKETING, day, at=clock.now() - timedelta(days=2)), "it came late: that is there already"


async def test_an_announced_day_that_passes_without_a_change_is_forgotten_after_two_more(client: Client, desk: Desk, clock: ManualClock) -> None:
    await client.post("/templates", READY)
    await desk.told(Category.UTILITY)
    await desk.announced(Category.MARKETING, clock.now() + timedelta(days=1))
    clock.advance(days=2, hours=23)
    assert await desk.to_see() == ["ready"]
    clock.advance(hours=2)
    assert (await desk.to_see(), (await client.get("/templates/ready")).json()["filings"][0]["coming"]) == ([], None)


async def test_a_category_is_announced_of_nobodys_template_without_harm(desk: Desk) -> None:
    assert not await desk.announced(Category.MARKETING, None)
    assert await desk.to_see() == []
