"""The executor says whether a request left; everything about sending again hangs on that."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from tidings.infra.exchange import Exchange, NeverConnectedError, NoAnswerError
from tidings.ports.adapter import Request, Response, Steps

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Told: Yes\r\n\r\nok"


def asking(*urls: str) -> Steps[list[Response]]:
    """Ask each address in turn and return the answers."""
    answers: list[Response] = []
    for url in urls:
        answers.append((yield Request("POST", url, {"X-Asked": "1"}, b"body")))  # noqa: PERF401 - a generator can't be comprehended
    return answers


@asynccontextmanager
async def serving(serve: Serve) -> AsyncGenerator[str]:
    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await serve(reader, writer)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(served, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}/messages"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"body")
    writer.write(OK)
    await writer.drain()


async def hang_up(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"body")


async def answer_half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"body")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    await writer.drain()


async def say_nothing(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def redirect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"body")
    writer.write(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


def closed_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


async def test_an_answer_comes_back_whole_with_lower_case_header_names() -> None:
    async with serving(answer) as url, Exchange() as exchange:
        (response,) = await exchange.converse(asking(url))
    assert (response.status, response.headers["x-told"], response.body) == (200, "Yes", b"ok")


async def test_a_refused_connection_means_that_nothing_left() -> None:
    async with Exchange() as exchange:
        with pytest.raises(NeverConnectedError):
            await exchange.converse(asking(f"http://127.0.0.1:{closed_port()}/"))


@pytest.mark.parametrize("serve", [hang_up, answer_half, say_nothing])
async def test_whatever_ends_without_a_whole_answer_may_have_arrived(serve: Serve) -> None:
    async with serving(serve) as url, Exchange(seconds=0.5) as exchange:
        with pytest.raises(NoAnswerError):
            await exchange.converse(asking(url))


async def test_a_connection_refused_after_a_first_answer_is_no_proof_that_nothing_left() -> None:
    async with serving(answer) as url, Exchange() as exchange:
        with pytest.raises(NoAnswerError):
            await exchange.converse(asking(url, f"http://127.0.0.1:{closed_port()}/"))


async def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    async with serving(redirect) as url, Exchange() as exchange:
        (response,) = await exchange.converse(asking(url))
    assert response.status == 307
