"""What adapters share in fetching the files that people sent: where a credential may go, and what an answer without a file means."""

from collections.abc import Collection
from http import HTTPStatus

from tidings.kernel.network import UnclearUrlError, plain_parts
from tidings.ports.adapter import Account, Fetched, NotFetched, Response, Unfetched

_GONE = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})

NO_ADDRESS = NotFetched(Unfetched.NO_ADDRESS)
TOO_LARGE = NotFetched(Unfetched.TOO_LARGE)


def leads_to(url: str, hosts: Collection[str], account: Account) -> bool:
    """Say whether an address is on one of the hosts or below it, by https, or where the account itself is called."""
    try:
        parts, own = plain_parts(url), plain_parts(account.api_base)
    except UnclearUrlError:
        return False
    if (parts.scheme, parts.hostname, parts.port) == (own.scheme, own.hostname, own.port):
        return True
    host = parts.hostname or ""
    return parts.scheme == "https" and parts.port in {None, 443} and any(host == each or host.endswith(f".{each}") for each in hosts)


def fetched(response: Response) -> Fetched | NotFetched:
    """Judge the answer to the request for a file."""
    if response.status == HTTPStatus.OK:
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(response.body, content_type) if response.whole else TOO_LARGE
    return missing(response)


def missing(response: Response) -> NotFetched:
    """Say what an answer without a file means: gone for good, or another time."""
    return NotFetched(Unfetched.GONE if response.status in _GONE else Unfetched.NO_ANSWER)
