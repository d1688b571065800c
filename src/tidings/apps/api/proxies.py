"""Who asks, behind proxies: `X-Forwarded-For` is believed as far as trusted proxies wrote it, and no further.

Each proxy adds whom it was asked by at the end of the header; what stands before that may be anybody's invention. So the header is read from its
end, past the proxies that the operator trusts, to the first address that is none of them.
"""

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv6Address, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from tidings.infra.config import Network
from tidings.kernel.network import Literal

_HEADER = b"x-forwarded-for"
_MOST_HOPS = 32
"""Proxies in a row that anybody has; a longer list was written to keep us busy."""
_IN_BRACKETS = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::[0-9]{1,5})?")
_NO_PORT = 0


class Proxies:
    """Tells the application who asked the trusted proxy, in place of the proxy (ASGI); from anywhere else it changes nothing."""

    def __init__(self, app: ASGIApp, *, trusted: Sequence[Network]) -> None:
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request as from its client."""
        if scope["type"] == "http" and scope.get("client"):
            host = scope["client"][0]
            found = asking(host, [value for name, value in scope["headers"] if name == _HEADER], self._trusted)
            if found != host:
                scope = {**scope, "client": (found, _NO_PORT)}
        await self._app(scope, receive, send)


def asking(peer: str, headers: Sequence[bytes], trusted: Sequence[Network]) -> str:
    """Return the address of whoever asks, for a connection from `peer` with these `X-Forwarded-For`, in the order in which they came.

    What is no address ends the search at the proxy that passed it on.
    """
    found = peer
    for hop in _hops(peer, headers):
        if hop is None:
            break
        found = str(hop)
        if not any(hop in network for network in trusted):
            break
    return found


def _hops(peer: str, headers: Sequence[bytes]) -> Iterator[Literal | None]:
    """Yield the peer, then whom each proxy named, the nearest first; None for what is no address."""
    yield _address(peer)
    entries = b",".join(headers).decode("latin-1").rsplit(",", _MOST_HOPS)[-_MOST_HOPS:] if headers else []
    for entry in reversed(entries):
        yield _address(entry.strip())


def _address(text: str) -> Literal | None:
    """Read an address that may have a port ("192.0.2.1:443", "[2001:db8::1]:443"); an IPv4 address within IPv6 is the IPv4 address."""
    bracketed = _IN_BRACKETS.fullmatch(text)
    host = bracketed[1] if bracketed else text.partition(":")[0] if text.count(":") == 1 else text
    try:
        found = ip_address(host)
    except ValueError:
        return None
    if isinstance(found, IPv6Address):
        return None if found.scope_id else found.ipv4_mapped or found
    return found
