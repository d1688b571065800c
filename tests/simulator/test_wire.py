import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from tidings.simulator.wire import MOST_BODY_BYTES, Connection, Ending, Reply, Request


def echo(request: Request) -> Reply:
    if request.path == "/cut":
        return Reply(200, b"0123456789", ending=Ending.CUT)
    if request.path == "/late":
        return Reply(200, b"late", after=0.05)
    return Reply(200, f"{request.method} {request.path} ".encode() + request.body, "text/plain")


@asynccontextmanager
async def connected() -> AsyncGenerator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    connections: set[Connection] = set()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(echo, connections), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    yield reader, writer
    writer.close()
    server.close()
    for connection in list(connections):
        connection.close()


async def answers_to(*pieces: bytes) -> bytes:
    async with connected() as (reader, writer):
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.01)
        return await asyncio.wait_for(reader.read(), 5)


async def test_requests_on_one_connection_are_answered_in_their_order() -> None:
    answers = await answers_to(b"GET /late HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert answers.index(b"late") < answers.index(b"GET /b")
    assert answers.count(b"HTTP/1.1 200 OK") == 2


async def test_a_request_may_come_in_pieces() -> None:
    answer = await answers_to(b"POST /a%20b HT", b"TP/1.1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhe", b"llo")
    assert answer.endswith(b"POST /a b hello")


async def test_a_chunked_body_is_put_together() -> None:
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    assert (await answers_to(head + b"5\r\nhel", b"lo\r\n1;x=y\r\n!\r\n0\r\n", b"\r\n")).endswith(b"POST / hello!")


async def test_who_asks_before_sending_a_body_is_told_to_go_on() -> None:
    head = b"POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    answer = await answers_to(head, b"hi")
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")


async def test_a_cut_answer_ends_in_its_middle() -> None:
    answer = await answers_to(b"GET /cut HTTP/1.1\r\n\r\n")
    assert b"content-length: 10" in answer
    assert answer.endswith(b"0123")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        f"POST / HTTP/1.1\r\nContent-Length: {MOST_BODY_BYTES + 1}\r\n\r\n".encode(),
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /" + b"x" * 70_000,
    ],
)
async def test_what_is_no_request_is_refused_and_the_connection_closed(request_bytes: bytes) -> None:
    assert (await answers_to(request_bytes)).startswith(b"HTTP/1.1 400 Bad Request")
