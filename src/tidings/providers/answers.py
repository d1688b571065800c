"""What adapters share in reading a provider: JSON from strangers, times, redaction, and answers without a known code."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import orjson

from tidings.kernel.moments import is_possible
from tidings.kernel.renumbering import renumbered
from tidings.ports.adapter import Account, Response
from tidings.ports.outcome import Failure, NotNow, Outcome, Refused, Scope, Unknown

LARGEST_BODY = 4 * 1024 * 1024
"""No provider's answer or callback is larger; what is, is not read."""

_LONGEST_WORDS = 300
_SHORTEST_SECRET = 6
_SECONDS = re.compile(r"\d{1,6}")
_PHONE = re.compile(r"\+?\d(?:[\s().\-]{0,2}\d){6,}")
_BARE_NUMBER = re.compile(r"\+?[1-9][0-9]{4,17}")
_DEEPEST = 30

Table = Mapping[str, Any]
"""A JSON object of unknown content: read only through `text`, `table`, `tables` and the like."""


def read_json(body: bytes) -> Table | None:
    """Return a JSON object, or None for anything else: too large, not UTF-8, not JSON, not an object. Never raises."""
    if len(body) > LARGEST_BODY:
        return None
    try:
        value: object = orjson.loads(body.replace(b"\\u0000", b"\\ufffd"))
    except ValueError:
        return None
    return cast("Table", value) if isinstance(value, dict) else None


def text(source: Table, name: str) -> str:
    """Return a string or whole number by its name, as a string; "" for anything else."""
    value = source.get(name)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def table(source: Table, name: str) -> Table:
    """Return an object by its name; an empty one for anything else."""
    value = source.get(name)
    return cast("Table", value) if isinstance(value, dict) else {}


def tables(source: Table, name: str) -> list[Table]:
    """Return the objects of an array by its name, leaving out what is none."""
    value = source.get(name)
    return [cast("Table", item) for item in cast("list[object]", value) if isinstance(item, dict)] if isinstance(value, list) else []


def is_shallow(value: object, deepest: int = _DEEPEST) -> bool:
    """Say whether a JSON value nests no deeper than anything a provider sends, so that it can be stored and written again."""
    if deepest == 0:
        return False
    if isinstance(value, dict):
        return all(is_shallow(item, deepest - 1) for item in cast("dict[str, object]", value).values())
    return not isinstance(value, list) or all(is_shallow(item, deepest - 1) for item in cast("list[object]", value))


def from_epoch(seconds: str) -> datetime | None:
    """Return the time (UTC) of whole seconds since 1970 written as text; None for anything else, and for what nobody can mean."""
    try:
        at = datetime.fromtimestamp(int(seconds), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if is_possible(at) else None


def redact(words: str, account: Account | None = None) -> str:
    """Take out of a provider's words what must not be stored: our credentials, and phone numbers but for their last two digits."""
    for value in _secrets(account):
        words = words.replace(value, "…")
    return _PHONE.sub(lambda found: "…" + found[0][-2:], words.replace("\x00", ""))[:_LONGEST_WORDS]


def e164(digits: str) -> str | None:
    """Return a number told as bare digits (a plus does no harm) in E.164, as it is written today; None for anything else."""
    return renumbered(f"+{digits.removeprefix('+')}") if _BARE_NUMBER.fullmatch(digits) else None


def retry_after(response: Response) -> float | None:
    """Return the seconds of a Retry-After header; None where it has none or names a date."""
    value = response.headers.get("retry-after", "")
    return float(value) if _SECONDS.fullmatch(value) else None


def without_code(response: Response, label: str, wait: float) -> Outcome:
    """Judge an answer that carries no error code by its status: what may have been processed is unknown."""
    status, code = response.status, f"http_{response.status}"
    if status in {401, 403, 404} or 300 <= status < 400:  # noqa: PLR2004 - HTTP's own numbers
        words = f"{label} does not know this account at this address: check the credentials and the API base. (HTTP {status})"
        return NotNow(wait, Scope.ACCOUNT, code, words, stop=True)
    if status == 429:  # noqa: PLR2004 - HTTP's own number
        return NotNow(max(wait, retry_after(response) or 0), Scope.SENDER, code, f"{label} asks to slow down. (HTTP 429)")
    if 400 <= status < 500 and status != 408:  # noqa: PLR2004 - HTTP's own numbers; after a 408 it may have been processed
        return Refused(Failure.CONTENT, code, f"{label} refused the request without saying why. (HTTP {status})")
    return Unknown(f"{label} answered HTTP {status} without a usable body")


def _secrets(account: Account | None) -> Iterable[str]:
    values = account.values.values() if account else ()
    return (value for value in values if len(value) >= _SHORTEST_SECRET)
