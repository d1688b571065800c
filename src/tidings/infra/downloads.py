"""Files from the web: streamed, from public addresses only, a few redirects deep, each looked at as the first address was (`infra.reach`)."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from urllib.parse import urljoin

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from pyreqwest.response import Response

from tidings.infra.reach import NotPublicError, Reach, Resolve, look_up
from tidings.kernel.network import UnclearUrlError, is_loopback, plain_parts

_CONNECT_SECONDS: Final = 5.0
_SILENT_SECONDS: Final = 30.0
_MOST_SECONDS: Final = 3600.0
_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_USUAL_PORT: Final = 0


class DownloadFailedError(Exception):
    """Nothing usable came; the text says why and quotes no address, which may hold a secret."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `content` is None where it said that nothing changed (304)."""

    etag: str | None
    content: AsyncIterator[bytes] | None


class Downloads:
    """Fetches files. With `loopback` this machine may be asked, too, and without TLS: for tests and the demo."""

    def __init__(self, *, loopback: bool = False, resolve: Resolve = look_up) -> None:
        self._loopback = loopback
        self._reach: Reach[Client] = Reach(lambda: self._builder().build(), self._pinned, loopback=loopback, resolve=resolve)

    def _builder(self) -> ClientBuilder:
        return (
            ClientBuilder()
            .connect_timeout(timedelta(seconds=_CONNECT_SECONDS))
            .read_timeout(timedelta(seconds=_SILENT_SECONDS))
            .timeout(timedelta(seconds=_MOST_SECONDS))
            .follow_redirects(enable=False)
            .no_proxy()
            .user_agent("Tidings")
        )

    def _pinned(self, host: str, address: str) -> Client:
        return self._builder().resolve(host, address, _USUAL_PORT).build()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for client in self._reach.made():
            await client.close()

    @asynccontextmanager
    async def fetch(self, url: str, *, secret: str | None, etag: str | None) -> AsyncGenerator[Answer]:
        """Ask for a file, which is read while the context is open; a `secret` goes as a bearer token to the first host alone.

        Raises DownloadFailedError, also while the content is read.
        """
        try:
            async for response in self._follow(url, secret, etag):
                yield _answer(response)
        except NotPublicError as error:
            raise DownloadFailedError("It leads to an address that is not public.") from error
        except OSError as error:
            raise DownloadFailedError("The server's name was not found, or the connection broke off.") from error
        except PyreqwestError as error:
            raise DownloadFailedError("The server gave no whole answer in time.") from error

    async def _follow(self, url: str, secret: str | None, etag: str | None) -> AsyncIterator[Response]:
        """Yield the one answer at the end of the redirects."""
        first = self._checked(url)
        for _ in range(_MOST_REDIRECTS + 1):
            headers = _headers(secret if self._checked(url) == first else None, etag)
            client = await self._reach.way_to(url)
            async with client.get(url).headers(headers).build_streamed() as response:
                if response.status not in _REDIRECTS:
                    yield response
                    return
                url = _led(url, response.headers.get("location") or "")
        raise DownloadFailedError(f"It leads on and on: more than {_MOST_REDIRECTS} redirects.")

    def _checked(self, url: str) -> tuple[str, str | None, int | None]:
        """Return the origin of an address that may be asked: scheme, host, port."""
        try:
            parts = plain_parts(url)
        except UnclearUrlError as error:
            raise DownloadFailedError(f"It leads to an address that is not clear. {error}") from error
        if parts.scheme != "https" and not (self._loopback and is_loopback(parts.hostname or "")):
            raise DownloadFailedError("It leads to an address that is not https.")
        return parts.scheme, parts.hostname, parts.port


def _led(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise DownloadFailedError("It leads to what is no web address.") from error


def _headers(secret: str | None, etag: str | None) -> Mapping[str, str]:
    return {
        "accept": "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.5",
        **({"authorization": f"Bearer {secret}"} if secret else {}),
        **({"if-none-match": etag} if etag else {}),
    }


def _answer(response: Response) -> Answer:
    if response.status == HTTPStatus.NOT_MODIFIED:
        return Answer(None, None)
    if response.status != HTTPStatus.OK:
        raise DownloadFailedError(f"The server answered HTTP {response.status}.")
    return Answer(response.headers.get("etag"), _pieces(response))


async def _pieces(response: Response) -> AsyncIterator[bytes]:
    while (piece := await response.body_reader.read_chunk()) is not None:
        yield bytes(piece)
