"""Which hosts are public: what may be called on somebody's behalf (SSRF), and what others can call."""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Literal = IPv4Address | IPv6Address

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TOP_LABEL = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
_INNER_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "test", "invalid", "onion")
_CARRY_IPV4 = (IPv6Network("::/96"), IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""A gateway may turn these into the IPv4 address inside them."""
_INNER_THOUGH_GLOBAL = frozenset({IPv4Address("168.63.129.16")})
"""Azure's machine services, which every machine there reaches; other clouds use addresses that are reserved anyway."""


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
