"""Where a connection may call: never into the operator's own network on an organisation's behalf (SSRF).

This judges the address as written. A public name that resolves to a private address is refused by `infra.exchange` when it
connects: only then is the address known that is really called.
"""

from collections.abc import Collection
from urllib.parse import SplitResult

from tidings.channels.errors import AddressRefused
from tidings.kernel.network import MAIL, WEB, UnclearUrlError, is_loopback, is_public, plain_parts

_LONGEST = 500
_FIX = "Give the https address of a public host, without user, query or fragment."
_MAIL_FIX = "Give smtps://host:465, or smtp://host:587, of a public mail server."
_HTTPS = frozenset({"https"})
_UNENCRYPTED = "http"


def checked_user_base(url: str, *, simulated: bool, field: str = "api_base", schemes: Collection[str] = _HTTPS) -> str:
    """Return an address that a user gave, without a slash at the end: encrypted, to a public host; loopback only when simulated.

    `schemes` are those of its provider: https, or smtp and smtps.

    Raises AddressRefused, also for a public host under the simulated clock: time that is moved must not reach real people.
    """
    parts = _parts(url, field, _MAIL_FIX if MAIL.issuperset(schemes) else _FIX)
    _check_kind(parts, schemes, field)
    if simulated:
        return checked_simulated_base(url, field=field)
    if parts.scheme not in schemes:
        raise AddressRefused("Credentials travel over https only.", _FIX, field=field)
    if not is_public(parts.hostname or ""):
        raise AddressRefused("This is not a public host.", _FIX, field=field)
    return _tidy(url)


def checked_operator_base(url: str, *, simulated: bool, field: str, schemes: Collection[str] = _HTTPS) -> str:
    """Return an address from the operator's environment, without a slash at the end: encrypted to any host, or http to loopback."""
    parts = _parts(url, field, _MAIL_FIX if MAIL.issuperset(schemes) else _FIX)
    _check_kind(parts, schemes, field)
    if simulated:
        return checked_simulated_base(url, field=field)
    if parts.scheme == _UNENCRYPTED and not is_loopback(parts.hostname or ""):
        raise AddressRefused(f"{field} would send credentials unencrypted.", "Give an https address, or a loopback one.", field=field)
    return _tidy(url)


def checked_simulated_base(url: str, *, field: str = "api_base") -> str:
    """Return an address that may be called under the simulated clock: loopback only. Raises AddressRefused that says why."""
    if not is_loopback(_parts(url, field).hostname or ""):
        raise AddressRefused(
            "Under TIDINGS_CLOCK=simulated no real provider is called: messages planned for later would leave at once.",
            "Point it at the simulator (http://127.0.0.1:8010/...), or run on the system clock.",
            field=field,
        )
    return _tidy(url)


def _check_kind(parts: SplitResult, schemes: Collection[str], field: str) -> None:
    """Refuse a web address where a mail server is meant, and the other way."""
    if not MAIL.issuperset(schemes):
        if parts.scheme in MAIL:
            raise AddressRefused("This is a mail server.", _FIX, field=field)
    elif parts.scheme not in MAIL or parts.path.strip("/"):
        raise AddressRefused("This is not the address of a mail server.", _MAIL_FIX, field=field)


def _parts(url: str, field: str, fix: str = _FIX) -> SplitResult:
    if len(url) > _LONGEST or not url.isascii() or any(character in '"<>^`{|}' for character in url):
        raise AddressRefused("This is not the address of a server.", fix, field=field)
    try:
        parts = plain_parts(url, WEB | MAIL)
    except UnclearUrlError as error:
        raise AddressRefused(str(error), fix, field=field) from error
    if "?" in url or "#" in url:
        raise AddressRefused("The address holds a query or a fragment.", fix, field=field)
    return parts


def _tidy(url: str) -> str:
    return url.rstrip("/")
