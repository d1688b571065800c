"""What was acknowledged is in the database, whatever happens to the database; what was not is asked for again with 503."""

import asyncio
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from support.callbacks import Call, MetaCalls, Reader, TwilioCalls
from support.serving import ServedApi


def sid(number: int) -> str:
    return f"SM{number:032x}"


@contextmanager
def cut_off(server_url: str, database: str) -> Generator[None]:
    """Take a database away from everybody, in the middle of what they do."""
    with psycopg.connect(server_url, autocommit=True) as admin:
        admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(database)))
        terminate(admin, database)
        try:
            yield
        finally:
            admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(sql.Identifier(database)))


def terminate(admin: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", (database,))


def name_of(api: ServedApi) -> str:
    return make_url(api.environment["DATABASE_URL"]).database or ""


async def test_what_is_acknowledged_is_stored_already_and_shown_as_waiting(api: ServedApi, twilio: TwilioCalls, reader: Reader) -> None:
    assert twilio.inbound(sid(1), "hello").to(api).status == 200
    assert twilio.status(sid(2), "delivered").to(api).status == 200
    assert await reader.waiting() == 2
    assert api.figures()["tidings_callbacks_waiting"] == 2


async def test_without_its_database_it_asks_to_send_again_and_afterwards_takes_it(
    api: ServedApi, meta: MetaCalls, server_url: str, reader: Reader
) -> None:
    def lost_and_sent_again() -> None:
        assert meta.message("wamid.1", "first").to(api).status == 200  # the connection is known to this process now
        with cut_off(server_url, name_of(api)):
            answer = meta.message("wamid.2", "second").to(api)
            assert (answer.status, "retry-after" in answer.headers) == (503, True)
        assert meta.message("wamid.2", "second").to(api).status == 200

    await reader.apply()
    await asyncio.to_thread(lost_and_sent_again)
    await reader.apply()
    texts = [each["text"] for each in api.rows("/inbound?limit=500")]
    assert (texts.count("first"), texts.count("second")) == (1, 1)


async def test_connections_killed_again_and_again_lose_nothing_that_was_acknowledged(
    api: ServedApi, twilio: TwilioCalls, server_url: str, reader: Reader
) -> None:
    calls = [twilio.inbound(sid(1000 + number), f"numbered {number}") for number in range(300)]

    def sent() -> dict[int, int]:
        with ThreadPoolExecutor(8) as pool:
            return dict(enumerate(pool.map(status_of, calls)))

    def status_of(call: Call) -> int:
        return call.to(api).status

    def killed() -> None:
        with psycopg.connect(server_url, autocommit=True) as admin:
            while not done.is_set():
                terminate_intake(admin, name_of(api))

    done = asyncio.Event()
    killing = asyncio.create_task(asyncio.to_thread(killed))
    statuses = await asyncio.to_thread(sent)
    done.set()
    await killing
    assert set(statuses.values()) <= {200, 503}
    await reader.apply()
    acknowledged = {f"numbered {number}" for number, status in statuses.items() if status == 200}
    texts = [each["text"] for page in pages(api) for each in page if each["text"].startswith("numbered ")]
    assert len(texts) == len(set(texts))
    assert acknowledged <= set(texts)


def terminate_intake(admin: psycopg.Connection[tuple[object, ...]], database: str) -> None:
    """Kill those that store callbacks, in the middle of it or between two batches."""
    storing = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND query LIKE '%%webhook_inbound%%'"
    admin.execute(storing + " AND pid <> pg_backend_pid()", (database,))
    time.sleep(0.01)


def pages(api: ServedApi) -> Generator[list[dict[str, str]]]:
    cursor = ""
    while True:
        page = api.ask("GET", f"/inbound?limit=500{cursor}").json()
        yield page["items"]
        if page["next_cursor"] is None:
            return
        cursor = f"&cursor={page['next_cursor']}"
