"""Which hosts are public: what may be called on somebody's behalf (SSRF), and what others can call."""

import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

Literal = IPv4Address | IPv6Address

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TOP_LABEL = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
_INNER_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "test", "invalid", "onion")
_AUTHORITY = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?")
_ENDS_IN_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9A-Fa-f]*)\.?")
WEB: Final = frozenset({"http", "https"})
MAIL: Final = frozenset({"smtp", "smtps"})
"""A mail server: `smtp` is encrypted by STARTTLS, `smtps` from the first byte."""
_PORTS: Final = range(1, 65_536)
_CARRY_IPV4 = (IPv6Network("::/96"), IPv6Network("::ffff:0:0:0/96"), IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""A gateway may turn these into the IPv4 address inside them: compatible, translated (RFC 2765), NAT64 (RFC 6052, 8215)."""
_INNER_THOUGH_GLOBAL = frozenset({IPv4Address("168.63.129.16")})
"""Azure's machine services, which every machine there reaches; other clouds use addresses that are reserved anyway."""


class UnclearUrlError(ValueError):
    """Programs would read this URL differently, or none would. The text says why and quotes nothing of it."""


def plain_parts(url: str, schemes: Collection[str] = WEB) -> SplitResult:
    r"""Split the address of a web or mail server that everybody reads alike; its port, if it names one, is from 1 to 65535.

    What is looked at here and what a client then calls must be one host. Python follows RFC 3986, HTTP clients the WHATWG
    URL Standard, by which `\` is `/`, `%6c` in a host is `l`, blanks vanish, and 0x7f.1 is an address. Raises UnclearUrlError.
    """
    if "\\" in url or any(each.isspace() or not each.isprintable() for each in url):
        raise UnclearUrlError("The address holds a backslash, a blank or a control character.")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise UnclearUrlError("This is not a web address.") from error
    if parts.scheme not in schemes or not parts.netloc:
        raise UnclearUrlError("This is not a web address.")
    found = _AUTHORITY.fullmatch(parts.netloc)
    if found is None:
        raise UnclearUrlError(
            "The host is not written plainly, in ASCII letters, digits, dots and hyphens (punycode for others), with a port at most."
        )
    if found[2] and int(found[2]) not in _PORTS:
        raise UnclearUrlError("The port is not one from 1 to 65535.")
    host = found[1].strip("[]")
    if (host != found[1] or _ENDS_IN_NUMBER.fullmatch(host)) and literal_of(host) is None:
        raise UnclearUrlError("The host is a number that is no whole IP address.")
    return parts


def literal_of(host: str) -> Literal | None:
    """Return the address that a host is written as, without its zone; None for a name."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine itself, by the literal address or the name `localhost`."""
    literal = literal_of(host)
    return host == "localhost" if literal is None else literal.is_loopback


def is_public(host: str) -> bool:
    """Say whether a host is public as written: a global literal address, or a whole domain name that is not kept for inner networks.

    Whatever a resolver would read as a number (2130706433, 0x7f.1, 0177.0.0.1) has no letter-led last label and is not.
    Where a public name leads is another question: ask `is_global` of each address that it resolves to.
    """
    literal = literal_of(host)
    if literal is not None:
        return is_global(literal)
    labels = host.removesuffix(".").split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004 - a domain and its top level
        return False
    return _TOP_LABEL.fullmatch(labels[-1]) is not None and labels[-1] not in _INNER_NAMES


def is_global(literal: Literal) -> bool:
    """Say whether an address is reachable from everywhere: not private, loopback, link-local, multicast or a cloud's own."""
    if isinstance(literal, IPv6Address):
        within = literal.ipv4_mapped or literal.sixtofour or (literal.teredo[1] if literal.teredo else None)
        if within is not None:
            return is_global(within)
        if any(literal in network for network in _CARRY_IPV4):
            return False
    return literal.is_global and not literal.is_multicast and literal not in _INNER_THOUGH_GLOBAL
