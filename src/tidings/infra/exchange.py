"""The one executor of conversations with providers: connections, time limits, and how far a request got; `infra.mail` does it for mail servers.

Adapters say what to ask and what an answer means; this says whether anything left at all. That difference decides
whether a message may be sent again. It calls public addresses, and besides them only what the operator named: a user's
connection never leads into the operator's own network (`infra.reach`).
"""

from collections.abc import Collection, Generator, Mapping
from datetime import timedelta
from types import TracebackType
from typing import Any, Self, TypeVar, cast

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import (
    BodyDecodeError,
    ConnectError,
    ConnectTimeoutError,
    DetailedPyreqwestError,
    NetworkError,
    PoolTimeoutError,
    PyreqwestError,
    ReadError,
    ReadTimeoutError,
    RequestTimeoutError,
    WriteTimeoutError,
)
from pyreqwest.request import StreamRequest
from pyreqwest.response import BaseResponse

from tidings.infra.mail import Mailer
from tidings.infra.passes import Passes
from tidings.infra.reach import NotPublicError, Reach, Resolve, look_up
from tidings.infra.unanswered import NeverConnectedError, NoAnswerError, NoPlaceError, NothingAskedError
from tidings.kernel.network import UnclearUrlError
from tidings.ports.adapter import Conversation, MailAnswer, MailRequest, Pass, Request, Response

__all__ = ["Exchange", "NeverConnectedError", "NoAnswerError", "NoPlaceError", "NothingAskedError"]

Answer = TypeVar("Answer")
_Asked = Request | MailRequest | Pass
_Steps = Generator[_Asked, Any, Answer]

_CONNECT_SECONDS = 5.0
_IDLE_SECONDS = 4.0
"""Less than the shortest keep-alive in use (5 s is the default of Node and uvicorn, 60 and 75 s of AWS' balancers and nginx):
a request that is written to a connection while the other side closes it ends in doubt (docs/decisions/0014)."""
_USUAL_PORT = 0
"""The port of the URL or its scheme stays the one that is called."""
_CONNECT_CAUSE = "client error (Connect)"
_SAID: Mapping[type[Exception], str] = {
    PoolTimeoutError: "no connection was free in time",
    ConnectTimeoutError: "no connection in time",
    ReadTimeoutError: "no answer in time",
    WriteTimeoutError: "the request could not be written in time",
    RequestTimeoutError: "no answer in time",
    BodyDecodeError: "the answer broke off",
    ReadError: "the answer broke off",
    ConnectError: "the connection failed or broke off",
    NetworkError: "the connection broke off",
    OSError: "the connection broke off",
}
"""What a person reads, the narrower kind of error first."""


class Exchange:
    """A pool of connections to providers, shared by all conversations of a process.

    `most` bounds requests in flight; `seconds` is the time limit of one request, from connecting to the last byte; a connection
    that did nothing for `idle` seconds is not used again.
    `own` are addresses that the operator named, wherever they lead; with `loopback` this machine may be called too.
    """

    def __init__(
        self,
        *,
        most: int = 256,
        seconds: float = 20.0,
        idle: float = _IDLE_SECONDS,
        own: Collection[str] = (),
        loopback: bool = False,
        resolve: Resolve = look_up,
    ) -> None:
        self._most = most
        self._idle = timedelta(seconds=idle)
        self._seconds = seconds
        self._reach: Reach[Client] = Reach(lambda: self._builder().build(), self._pinned, own=own, loopback=loopback, resolve=resolve)
        self._passes = Passes(self._ask)
        self._mailer = Mailer(seconds=seconds, own=own, loopback=loopback, resolve=resolve)

    def _builder(self) -> ClientBuilder:
        return (
            ClientBuilder()
            .max_connections(self._most)
            .pool_max_idle_per_host(self._most)
            .pool_idle_timeout(self._idle)
            .connect_timeout(timedelta(seconds=_CONNECT_SECONDS))
            .timeout(timedelta(seconds=self._seconds))
            .follow_redirects(enable=False)
            .tcp_nodelay(enabled=True)
            .user_agent("Tidings")
        )

    def _pinned(self, host: str, address: str) -> Client:
        """Make a client that takes a host for one address, whatever its name may mean later; a proxy would look it up again."""
        return self._builder().no_proxy().resolve(host, address, _USUAL_PORT).build()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        for client in self._reach.made():
            await client.close()
        await self._mailer.close()

    async def converse(self, steps: Conversation[Answer]) -> Answer:
        """Run a conversation to its end and return what it means.

        Raises NothingAskedError or NeverConnectedError only if nothing of a message left, NoAnswerError otherwise.
        """
        asking = cast("_Steps[Answer]", steps)  # what answers a request follows from the request
        first = True
        try:
            request = _first(asking)
            while True:
                try:
                    response = await self._carried(request)
                except NeverConnectedError as error:
                    if first or isinstance(request, Pass):
                        raise
                    raise NoAnswerError(str(error)) from error
                first = False
                request = asking.send(response)
        except StopIteration as end:
            return end.value
        finally:
            steps.close()

    async def _carried(self, request: _Asked) -> Response | MailAnswer:
        """Carry one step out. While no access token comes nothing of a message has left."""
        match request:
            case MailRequest():
                return await self._mailer.deliver(request)
            case Pass():
                try:
                    return await self._passes.show(request)
                except NoAnswerError as error:
                    raise NeverConnectedError(str(error)) from error
            case Request():
                return await self._ask(request)

    async def _ask(self, request: Request) -> Response:
        try:
            client = await self._reach.way_to(request.url)
        except (NotPublicError, UnclearUrlError) as error:
            raise NeverConnectedError(str(error)) from error
        except OSError as error:
            raise NeverConnectedError("name not found") from error
        builder = client.request(request.method, request.url).headers(dict(request.headers))
        if request.body:
            builder = builder.body_bytes(request.body)
        try:
            if request.most is not None:
                return await _bounded(builder.build_streamed(), request.most)
            answer = await builder.build().send()
            body = bytes(await answer.bytes())
        except (PyreqwestError, OSError) as error:
            raise (NeverConnectedError if _never_left(error) else NoAnswerError)(_words(error)) from error
        return Response(answer.status, _headers(answer), body)


async def _bounded(asking: StreamRequest, most: int) -> Response:
    """Read an answer up to its end or up to `most` bytes, whichever comes first; the rest of a longer one is left unread."""
    async with asking as answer:
        body = bytearray()
        while (piece := await answer.body_reader.read_chunk()) is not None:
            body += bytes(piece)
            if len(body) > most:
                return Response(answer.status, _headers(answer), b"", whole=False)
        return Response(answer.status, _headers(answer), bytes(body))


def _headers(answer: BaseResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


def _first(steps: _Steps[Answer]) -> _Asked:
    try:
        return next(steps)
    except StopIteration:
        raise
    except Exception as error:
        raise NothingAskedError(type(error).__name__) from error


def _never_left(error: Exception) -> bool:
    """Say whether the error proves that no connection was made.

    The library's ConnectError does not: it also stands for a connection that closed after the request was written
    (docs/decisions/0014). The cause underneath does.
    """
    if isinstance(error, PoolTimeoutError):
        return True
    causes = error.details["causes"] or [] if isinstance(error, DetailedPyreqwestError) else []
    return any(cause["message"] == _CONNECT_CAUSE for cause in causes)


def _words(error: Exception) -> str:
    # The library's own text may quote the URL, which may carry an account id.
    return next((words for kind, words in _SAID.items() if isinstance(error, kind)), type(error).__name__.removesuffix("Error"))
