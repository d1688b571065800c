"""An access token is asked for once, given to all who need it while it is good, and costs no message where it does not come."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from tidings.infra.exchange import Exchange, NeverConnectedError, NoAnswerError
from tidings.ports.adapter import Pass, PassSteps, Request, Response


@dataclass
class Authority:
    """Gives tokens that live for `lives` seconds, or answers with `status`; with `silent` not at all."""

    url: str = ""
    lives: int = 3600
    status: int = 200
    silent: bool = False
    given: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"who")
        self.given += 1
        self.asked.set()
        if not self.silent:
            body = f'{{"access_token": "token-{self.given}", "expires_in": {self.lives}}}'.encode()
            writer.write(b"HTTP/1.1 %d OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (self.status, len(body), body))
        writer.close()


@asynccontextmanager
async def authority(**told: object) -> AsyncGenerator[tuple[Authority, Exchange]]:
    gives = Authority(**told)  # pyright: ignore[reportArgumentType] - the fields of Authority by their names
    server = await asyncio.start_server(gives.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    gives.url = f"http://{host}:{port}/token"
    async with server, Exchange(loopback=True, seconds=2) as exchange:
        yield gives, exchange


def wish(gives: Authority, instead_of: Response | None = None) -> Pass:
    def request(_at: datetime) -> Request:
        return Request("POST", gives.url, {}, b"who")

    return Pass("account", request, instead_of)


def shown(gives: Authority, instead_of: Response | None = None) -> PassSteps[Response]:
    return (yield wish(gives, instead_of))


async def test_many_who_need_a_token_at_once_share_one_and_so_do_those_who_come_later() -> None:
    async with authority() as (gives, exchange):
        answers = await asyncio.gather(*(exchange.converse(shown(gives)) for _ in range(20)))
        answers.append(await exchange.converse(shown(gives)))
    assert {each.body for each in answers} == {answers[0].body}
    assert gives.given == 1


@pytest.mark.parametrize("told", [{"lives": 30}, {"status": 403}], ids=["about to end", "refused"])
async def test_what_is_not_good_is_asked_for_anew(told: dict[str, object]) -> None:
    async with authority(**told) as (gives, exchange):
        for _ in range(3):
            await exchange.converse(shown(gives))
    assert gives.given == 3


async def test_a_token_that_was_refused_is_replaced_once_for_all_who_had_it() -> None:
    async with authority() as (gives, exchange):
        old = await exchange.converse(shown(gives))
        fresh = await asyncio.gather(*(exchange.converse(shown(gives, instead_of=old)) for _ in range(20)))
    assert {each.body for each in fresh} != {old.body}
    assert gives.given == 2


async def test_without_a_token_nothing_has_left() -> None:
    async with authority(silent=True) as (gives, exchange):
        with pytest.raises(NeverConnectedError):
            await exchange.converse(shown(gives))
        assert gives.given == 1


async def test_whoever_gives_up_waiting_takes_the_token_from_nobody() -> None:
    async with authority() as (gives, exchange):
        first = asyncio.create_task(exchange.converse(shown(gives)))
        second = asyncio.create_task(exchange.converse(shown(gives)))
        await gives.asked.wait()
        first.cancel()
        assert (await second).status == 200


async def test_after_a_message_left_a_missing_answer_is_a_doubt_and_a_missing_token_is_none() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"message")
        writer.close()

    def sent(gives: Authority, url: str) -> PassSteps[Response]:
        yield wish(gives)
        return (yield Request("POST", url, {}, b"message"))

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server, authority() as (gives, exchange):
        host, port = server.sockets[0].getsockname()[:2]
        with pytest.raises(NoAnswerError):
            await exchange.converse(sent(gives, f"http://{host}:{port}/send"))
