"""Where a connection may call: never into the operator's own network on an organisation's behalf (SSRF).

This judges the address as written. A public name that resolves to a private address is for the executor to refuse, when it
connects: only then is the address known that is really called.
"""

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from tidings.channels.errors import AddressRefused

_LONGEST = 500
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TOP_LABEL = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
_INNER_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "test", "invalid", "onion")
_CARRY_IPV4 = (IPv6Network("::/96"), IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""A gateway may turn these into the IPv4 address inside them."""
_FIX = "Give the https address of a public host, without user, query or fragment."


def checked_user_base(url: str, *, simulated: bool, field: str = "api_base") -> str:
    """Return an address that a user gave, without a slash at the end: https to a public host; loopback only when simulated.

    Raises AddressRefused, also for a public host under the simulated clock: time that is moved must not reach real people.
    """
    parts = _parts(url, field)
    if simulated:
        return checked_simulated_base(url, field=field)
    if parts.scheme != "https":
        raise AddressRefused("Credentials travel over https only.", _FIX, field=field)
    if not _is_public(parts.hostname or ""):
        raise AddressRefused("This is not a public host.", _FIX, field=field)
    return _tidy(url)


def checked_operator_base(url: str, *, simulated: bool, field: str) -> str:
    """Return an address from the operator's environment, without a slash at the end: https to any host, or http to loopback."""
    parts = _parts(url, field)
    if simulated:
        return checked_simulated_base(url, field=field)
    if parts.scheme != "https" and not is_loopback(url):
        raise AddressRefused(f"{field} would send credentials unencrypted.", "Give an https address, or a loopback one.", field=field)
    return _tidy(url)


def checked_simulated_base(url: str, *, field: str = "api_base") -> str:
    """Return an address that may be called under the simulated clock: loopback only. Raises AddressRefused that says why."""
    _parts(url, field)
    if not is_loopback(url):
        raise AddressRefused(
            "Under TIDINGS_CLOCK=simulated no real provider is called: messages planned for later would leave at once.",
            "Point it at the simulator (http://127.0.0.1:8010/...), or run on the system clock.",
            field=field,
        )
    return _tidy(url)


def is_loopback(url: str) -> bool:
    """Say whether an address stays on this machine, by the literal address or the name `localhost`."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    literal = _literal(host)
    return literal is not None and literal.is_loopback


def _parts(url: str, field: str) -> SplitResult:
    if len(url) > _LONGEST or not url.isascii() or any(character <= " " or character in '\\"<>^`{|}' for character in url):
        raise AddressRefused("This is not a web address.", _FIX, field=field)
    try:
        parts = urlsplit(url)
        _ = parts.port  # urlsplit checks the port only when it is asked for
    except ValueError as error:
        raise AddressRefused("This is not a web address.", _FIX, field=field) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise AddressRefused("This is not a web address.", _FIX, field=field)
    if "@" in parts.netloc or parts.query or parts.fragment or "?" in url or "#" in url:
        raise AddressRefused("The address holds a user, a query or a fragment.", _FIX, field=field)
    return parts


def _is_public(host: str) -> bool:
    """Say whether a host is public: a global literal address, or a whole domain name that is not kept for inner networks.

    Whatever a resolver would read as a number (2130706433, 0x7f.1, 0177.0.0.1) has no letter-led last label and is refused.
    """
    literal = _literal(host)
    if literal is not None:
        return _is_global(literal)
    labels = host.removesuffix(".").split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004 - a domain and its top level
        return False
    return _TOP_LABEL.fullmatch(labels[-1]) is not None and labels[-1] not in _INNER_NAMES


def _is_global(literal: IPv4Address | IPv6Address) -> bool:
    if isinstance(literal, IPv6Address):
        within = literal.ipv4_mapped or literal.sixtofour or (literal.teredo[1] if literal.teredo else None)
        if within is not None:
            return within.is_global and not within.is_multicast
        if any(literal in network for network in _CARRY_IPV4):
            return False
    return literal.is_global and not literal.is_multicast


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _tidy(url: str) -> str:
    return url.rstrip("/")
