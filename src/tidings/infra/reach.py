"""Where requests may go: to public addresses, and to what the operator named (SSRF).

A name is resolved here, every address that it has must be public, and the connection is then made to one of those: a name
that means something else a moment later (DNS rebinding) changes nothing.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from socket import SOCK_STREAM
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from tidings.kernel.network import MAIL, WEB, is_global, is_loopback, literal_of, plain_parts

Way = TypeVar("Way")
Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""Finds the addresses of a name; raises OSError if it has none."""

_GOOD_FOR_SECONDS = 60.0
_MOST_HOSTS = 256
_RESOLVE_SECONDS = 5.0
_PORTS = {"https": 443, "http": 80, "smtps": 465, "smtp": 587}


class NotPublicError(Exception):
    """The host leads to an address that is not public, and nobody but its user named it. Says no more: where it leads is the operator's matter."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} leads to an address that is not public")


async def look_up(host: str) -> Sequence[str]:
    """Ask the system for the addresses of a name, best first."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=SOCK_STREAM)
    return [str(each[4][0]) for each in found]


@dataclass(slots=True)
class _Pin(Generic[Way]):
    """The way to one host, good until a time (monotonic). The lock lets one ask while others wait for the answer."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    way: Way | None = None
    address: str = ""
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a URL leads, as it is written."""

    origin: tuple[str, str, int | None]
    host: str
    is_loopback: bool
    is_name: bool
    is_global: bool


class Reach(Generic[Way]):
    """Chooses the way to an address: the `usual` one where the system may resolve the name, else one by `pinned` (host, address).

    Each is made when it is first needed: a way may start threads, and a process that asks nobody does without.
    """

    def __init__(
        self,
        usual: Callable[[], Way],
        pinned: Callable[[str, str], Way],
        *,
        own: Collection[str] = (),
        loopback: bool = False,
        resolve: Resolve = look_up,
    ) -> None:
        self._usual = cache(usual)
        self._make = pinned
        self._own = {_origin(url) for url in own}
        self._loopback = loopback
        self._resolve = resolve
        self._pins: dict[str, _Pin[Way]] = {}

    async def way_to(self, url: str) -> Way:
        """Return the way to a URL. Raises NotPublicError, UnclearUrlError, or OSError if the name has no address."""
        place = _place(url)
        if place.origin in self._own or (self._loopback and place.is_loopback):
            return self._usual()
        if place.is_name:
            return await self._pinned(place.host)
        if not place.is_global:
            raise NotPublicError(place.host)
        return self._usual()

    def made(self) -> Sequence[Way]:
        """Return the ways made so far."""
        usual = [self._usual()] if self._usual.cache_info().currsize else []
        return [*usual, *(pin.way for pin in self._pins.values() if pin.way is not None)]

    async def _pinned(self, host: str) -> Way:
        if host not in self._pins and len(self._pins) >= _MOST_HOSTS:
            self._pins.pop(next(iter(self._pins)))
        pin = self._pins.setdefault(host, _Pin[Way]())
        async with pin.lock:
            if pin.way is None or pin.until <= time.monotonic():
                addresses = await self._public(host)
                if pin.way is None or pin.address not in addresses:
                    pin.address = addresses[0]
                    pin.way = self._make(host, pin.address)
                pin.until = time.monotonic() + _GOOD_FOR_SECONDS
            return pin.way

    async def _public(self, host: str) -> Sequence[str]:
        async with asyncio.timeout(_RESOLVE_SECONDS):
            addresses = await self._resolve(host)
        if not addresses:
            raise OSError
        for address in addresses:
            literal = literal_of(address)
            if literal is None or not is_global(literal):
                raise NotPublicError(host)
        return addresses


@lru_cache(maxsize=_MOST_HOSTS)
def _place(url: str) -> _Place:
    """Read a URL; a connection calls few, again and again. Raises UnclearUrlError."""
    host = plain_parts(url, WEB | MAIL).hostname or ""
    literal = literal_of(host)
    return _Place(_origin(url), host, is_loopback(host), literal is None, literal is not None and is_global(literal))


def _origin(url: str) -> tuple[str, str, int | None]:
    """Return what says where a URL leads: scheme, host, port. What is no URL equals no other's."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return "", url, None
    return parts.scheme, parts.hostname or "", port
