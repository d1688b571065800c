"""The executor says whether a request left; everything about sending again hangs on that."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress

import pytest

from tidings.infra import reach
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
    async with serving(answer) as url, Exchange(loopback=True) as exchange:
        (response,) = await exchange.converse(asking(url))
    assert (response.status, response.headers["x-told"], response.body) == (200, "Yes", b"ok")


async def test_a_connection_that_was_idle_is_not_used_again_because_the_other_side_may_be_closing_it() -> None:
    connections: list[asyncio.StreamWriter] = []

    async def keep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        while not reader.at_eof():
            with suppress(asyncio.IncompleteReadError):
                await answer(reader, writer)

    async with serving(keep) as url:
        async with Exchange(idle=0.2, loopback=True) as exchange:
            await exchange.converse(asking(url, url))
            assert len(connections) == 1
            await asyncio.sleep(0.3)
            await exchange.converse(asking(url))
            assert len(connections) == 2
        for connection in connections:
            await connection.wait_closed()


async def test_a_refused_connection_means_that_nothing_left() -> None:
    async with Exchange(loopback=True) as exchange:
        with pytest.raises(NeverConnectedError):
            await exchange.converse(asking(f"http://127.0.0.1:{closed_port()}/"))


@pytest.mark.parametrize("serve", [hang_up, answer_half, say_nothing])
async def test_whatever_ends_without_a_whole_answer_may_have_arrived(serve: Serve) -> None:
    async with serving(serve) as url, Exchange(seconds=0.5, loopback=True) as exchange:
        with pytest.raises(NoAnswerError):
            await exchange.converse(asking(url))


async def test_a_connection_refused_after_a_first_answer_is_no_proof_that_nothing_left() -> None:
    async with serving(answer) as url, Exchange(loopback=True) as exchange:
        with pytest.raises(NoAnswerError):
            await exchange.converse(asking(url, f"http://127.0.0.1:{closed_port()}/"))


async def test_of_an_answer_no_more_is_read_than_was_asked_for() -> None:
    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        with suppress(ConnectionError):
            while True:
                writer.write(b"x" * 65536)
                await writer.drain()

    def bounded(url: str, most: int) -> Steps[Response]:
        return (yield Request("GET", url, {}, most=most))

    async with serving(endless) as url, Exchange(loopback=True) as exchange:
        assert await exchange.converse(bounded(url, 100_000)) == Response(200, {"connection": "close"}, b"", whole=False)
    async with serving(answer) as url, Exchange(loopback=True) as exchange:
        (response,) = await exchange.converse(asking(url))
        assert response.whole


async def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    async with serving(redirect) as url, Exchange(loopback=True) as exchange:
        (response,) = await exchange.converse(asking(url))
    assert response.status == 307


def resolver(*answers: Sequence[str]) -> tuple[Callable[[str], Awaitable[Sequence[str]]], list[str]]:
    """Return a resolver that gives these answers in turn, the last for ever, and the list of names that it was asked for."""
    asked: list[str] = []

    async def resolve(host: str) -> Sequence[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    return resolve, asked


def by_name(url: str, name: str = "provider.example.org") -> str:
    return url.replace("127.0.0.1", name)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.0.0.7"],
        ["192.168.1.1"],
        ["169.254.169.254"],
        ["100.100.100.200"],
        ["168.63.129.16"],
        ["::1"],
        ["fd00:ec2::254"],
        ["fe80::1%eth0"],
        ["::ffff:10.0.0.7"],
        ["64:ff9b::a00:7"],
        ["::ffff:0:7f00:1"],
        ["2002:a00:7::"],
        ["93.184.215.14", "10.0.0.7"],
        [],
    ],
)
async def test_a_public_name_that_leads_inward_is_never_called(addresses: Sequence[str]) -> None:
    resolve, asked = resolver(addresses)
    async with Exchange(resolve=resolve) as exchange:
        with pytest.raises(NeverConnectedError) as refused:
            await exchange.converse(asking("https://provider.example.org/messages"))
    assert asked == ["provider.example.org"]
    assert not any(address in str(refused.value) for address in addresses)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "2130706433", "0x7f.1"])
async def test_this_machine_and_its_network_are_not_called_for_a_user(host: str) -> None:
    async with serving(answer) as url, Exchange() as exchange:
        with pytest.raises(NeverConnectedError):
            await exchange.converse(asking(url.replace("127.0.0.1", host)))


@pytest.mark.parametrize(
    ("authority", "told"),
    [
        (r"127.0.0.1:{port}\x.example.com", "backslash"),
        (r"127.0.0.1:{port}\@example.com", "backslash"),
        ("%6cocalhost:{port}", "plainly"),
        ("1%32%37.0.0.1:{port}", "plainly"),
        ("8.8.8.8@127.0.0.1:{port}", "plainly"),
        ("localhost\t:{port}", "control character"),
        ("ⓛocalhost:{port}", "plainly"),
        ("127.0.0.1.:{port}", "number"),
        ("127.1:{port}", "number"),
        ("127.0.0.1:0", "port"),
        ("[::1", "web address"),
    ],
)
async def test_what_programs_read_differently_is_not_called_not_even_for_the_operator(authority: str, told: str) -> None:
    async def resolve(_host: str) -> Sequence[str]:
        return ["93.184.215.14"]

    async with serving(answer) as url:
        port = url.split(":")[2].partition("/")[0]
        async with Exchange(resolve=resolve, loopback=True) as exchange:
            with pytest.raises(NeverConnectedError, match=told):
                await exchange.converse(asking(f"http://{authority.replace('{port}', port)}/messages"))


async def test_what_the_operator_named_may_lead_anywhere_but_only_that_origin() -> None:
    async with serving(answer) as url, serving(answer) as other, Exchange(own=[f"{url}/base"]) as exchange:
        (response,) = await exchange.converse(asking(url))
        with pytest.raises(NeverConnectedError, match="not public"):
            await exchange.converse(asking(other))
    assert response.status == 200


async def test_the_connection_is_made_to_the_address_that_was_checked_and_the_name_is_not_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "is_global", lambda _address: True)  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType] - any address
    resolve, asked = resolver(["127.0.0.1"], ["10.0.0.7"])
    async with serving(answer) as url, Exchange(resolve=resolve) as exchange:
        first, second = await exchange.converse(asking(by_name(url), by_name(url)))
    assert (first.status, second.status, asked) == (200, 200, ["provider.example.org"])


async def test_a_name_without_an_address_means_that_nothing_left() -> None:
    async def resolve(_host: str) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    async with Exchange(resolve=resolve) as exchange:
        with pytest.raises(NeverConnectedError, match="name not found"):
            await exchange.converse(asking("https://provider.example.org/"))
