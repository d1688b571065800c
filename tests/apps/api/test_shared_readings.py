"""Who asks for the same at the same time is answered by one reading; whose it is, what they may see and their language keep readings apart."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator
from typing import Annotated
from uuid import UUID

import pytest
from fastapi import APIRouter, Response

from support.api import Client
from tidings.accounts import service
from tidings.accounts.types import Caller, Scope
from tidings.apps.api.assembly import ROUTERS
from tidings.infra import web
from tidings.infra.db.database import Database
from tidings.infra.web.readings import Readings
from tidings.infra.web.routes import CallersRoute
from tidings.kernel.errors import NotFound

TOGETHER = 12


class Seen(web.Output):
    organisation_id: UUID
    scopes: list[str]
    language: str | None
    reading: int


class Desk:
    """Counts readings, which wait until all who ask have come."""

    def __init__(self) -> None:
        self.readings = 0
        self.open = asyncio.Event()


DESK: list[Desk] = []
router = web.router("desk", "/desk")


@router.get("/{name}")
@web.shared
async def look(name: str, caller: Annotated[Caller, web.needs(Scope.CONTACTS_READ)], language: web.Languages = None) -> Seen:
    """Read something."""
    desk = DESK[-1]
    desk.readings += 1
    reading = desk.readings
    await asyncio.wait_for(desk.open.wait(), 30)
    if name == "nothing":
        raise NotFound("nothing_there", "There is nothing.")
    return Seen(organisation_id=caller.organisation_id, scopes=sorted(caller.scopes), language=language, reading=reading)


@pytest.fixture
def desk() -> Iterator[Desk]:
    DESK.append(Desk())
    yield DESK[-1]
    DESK.clear()


@pytest.fixture
def extra_routers() -> list[APIRouter]:
    return [router]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> asyncio.Semaphore:
    """Counts who has come to a reading, their own or one that others make."""
    come = asyncio.Semaphore(0)
    read = Readings[Response].read

    def count(self: Readings[Response], key: Hashable, make: Callable[[], Awaitable[Response]]) -> Awaitable[Response]:
        come.release()
        return read(self, key, make)

    monkeypatch.setattr(Readings, "read", count)
    return come


async def open_for(asked: int, desk: Desk, queue: asyncio.Semaphore) -> None:
    for _ in range(asked):
        await asyncio.wait_for(queue.acquire(), 30)
    desk.open.set()


async def other_key(database: Database, organisation: UUID, *scopes: Scope) -> str:
    async with database.engine() as unit:
        return (await service.create_key(unit, organisation, "cli:test", name="another", scopes=scopes)).secret


async def test_many_who_ask_at_once_cost_two_readings_and_are_told_how_long_one_took(client: Client, desk: Desk, queue: asyncio.Semaphore) -> None:
    replies, _ = await asyncio.gather(asyncio.gather(*(client.get("/desk/one") for _ in range(TOGETHER))), open_for(TOGETHER, desk, queue))
    assert {reply.status for reply in replies} == {200}
    assert desk.readings == 2
    assert sorted(reply.json()["reading"] for reply in replies) == [1] + [2] * (TOGETHER - 1)
    assert all(reply.headers["server-timing"].startswith("reading;dur=") for reply in replies)
    assert len({reply.headers["x-request-id"] for reply in replies}) == TOGETHER


async def test_organisations_rights_languages_and_questions_keep_readings_apart(
    client: Client, desk: Desk, queue: asyncio.Semaphore, database: Database, organisation: UUID
) -> None:
    async with database.engine() as unit:
        other = await service.create_organisation(
            unit, actor="cli:test", name="Other", slug="other", region="US", time_zone="America/New_York", currency="USD", locale="en"
        )
    elsewhere = client.with_key(await other_key(database, other.id, *Scope))
    narrow = client.with_key(await other_key(database, organisation, Scope.CONTACTS_READ))
    asked = [
        client.get("/desk/one"),
        elsewhere.get("/desk/one"),
        narrow.get("/desk/one"),
        client.get("/desk/one", accept_language="fr"),
        client.get("/desk/two"),
    ]
    replies, _ = await asyncio.gather(asyncio.gather(*asked), open_for(len(asked), desk, queue))
    shown = [(each["organisation_id"], len(each["scopes"]), each["language"]) for each in (reply.json() for reply in replies)]
    every = len(Scope)
    mine = str(organisation)
    assert shown == [(mine, every, None), (str(other.id), every, None), (mine, 1, None), (mine, every, "fr"), (mine, every, None)]
    assert desk.readings == 5


async def test_keys_of_the_same_rights_share_and_one_that_lacks_them_is_refused_beside_them(
    client: Client, desk: Desk, queue: asyncio.Semaphore, database: Database, organisation: UUID
) -> None:
    same = client.with_key(await other_key(database, organisation, *Scope))
    lacking = client.with_key(await other_key(database, organisation, Scope.KEYS_READ))
    asked = [client.get("/desk/one"), same.get("/desk/one"), lacking.get("/desk/one"), same.get("/desk/one"), client.get("/desk/one")]
    replies, _ = await asyncio.gather(asyncio.gather(*asked), open_for(len(asked), desk, queue))
    assert [reply.status for reply in replies] == [200, 200, 403, 200, 200]
    assert desk.readings == 2


async def test_what_goes_wrong_is_told_to_each_under_their_own_request(client: Client, desk: Desk, queue: asyncio.Semaphore) -> None:
    replies, _ = await asyncio.gather(asyncio.gather(*(client.get("/desk/nothing") for _ in range(TOGETHER))), open_for(TOGETHER, desk, queue))
    assert {(reply.status, reply.json()["code"]) for reply in replies} == {(404, "nothing_there")}
    assert len({reply.json()["request_id"] for reply in replies}) == TOGETHER
    assert desk.readings == 2


def test_what_is_shared_is_known_and_only_read() -> None:
    """Their answers depend on nobody's name: whoever adds one has looked (`tests/rooms/reports/test_home.py`)."""
    routes = [route for each in ROUTERS for route in each.routes if isinstance(route, CallersRoute) and route.shared]
    campaign = "/marketing/campaigns/{campaign_id}"
    of_campaign = (campaign, *(f"{campaign}/{part}" for part in ("stats", "plan", "why", "history")))
    assert {route.path for route in routes} == {"/home", "/home/spending", *of_campaign}
    assert {method for route in routes for method in route.methods or ()} == {"GET"}
