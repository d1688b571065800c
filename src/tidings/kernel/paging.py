"""Paging by cursor: stable while rows come and go, and as fast on the last page as on the first."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from tidings.kernel.errors import Invalid

Row = TypeVar("Row")

MOST_COUNTED = 10_000
"""How far the rows of a list are counted: beyond it, it is said that there are more."""
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows and where the next ones start; `next_cursor` is None on the last page."""

    rows: Sequence[Row]
    next_cursor: str | None


def encode_cursor(*parts: str | int | None) -> str:
    """Return the sort key of the last row of a page as an opaque word."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[Any]:
    """Return the `length` parts of a cursor. Raises Invalid on a word that `encode_cursor` did not make."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts: object = json.loads(base64.urlsafe_b64decode(padded.encode()))
    except (ValueError, binascii.Error):
        parts = None
    if not isinstance(parts, list) or len(cast("list[Any]", parts)) != length:
        raise _foreign() from None
    return cast("list[Any]", parts)


def decode_id_cursor(cursor: str | None) -> UUID | None:
    """Return the id in a cursor made of one id, None where there is no cursor. Raises Invalid."""
    if cursor is None:
        return None
    try:
        return UUID(str(decode_cursor(cursor, 1)[0]))
    except ValueError:
        raise _foreign() from None


def _foreign() -> Invalid:
    return Invalid("cursor_invalid", "This is not a cursor of this list.", field="cursor", fix="Use next_cursor as it came.")
